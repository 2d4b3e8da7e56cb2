import type { LiveEvent } from '#core/live/queries.ts';
import { follow } from './follow.ts';

/** Keeps a consultation's page up to date without moving what somebody reads. */
const line = document.getElementById('live');
if (line) start(line);

/** What changed is read anew together: many people agree at the same time. */
const pause = 500;
/** What tells where the consultation stands, in the order of the page. */
const standing = ['phase', 'standing', 'course'];

function start(line: HTMLElement): void {
	const { topic = '', epoch = '', offset = '0' } = line.dataset;
	const state = line.querySelector('.state')!;
	const news = line.querySelector<HTMLAnchorElement>('.news')!;
	const changed = new Set<string>();
	let waiting = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;

	line.hidden = false;
	news.addEventListener('click', (event) => {
		event.preventDefault();
		void readAnew(['contributions']).then(() => {
			waiting = 0;
			showNews();
			document.querySelector<HTMLElement>('#contributions article a')?.focus();
		});
	});

	follow(
		`${location.origin.replace(/^http/, 'ws')}/live`,
		topic,
		{ e: epoch, o: Number(offset) },
		{
			apply: (events) => events.forEach(apply),
			state(now) {
				const time = new Date().toLocaleTimeString(document.documentElement.lang, {
					hour: '2-digit',
					minute: '2-digit'
				});
				const words = { live: 'live', catching_up: 'catchingUp', offline: 'offline' } as const;
				state.textContent = (line.dataset[words[now]] ?? '').replace('#', time);
				state.classList.toggle('off', now !== 'live');
			},
			async reload(signal) {
				const page = await readAnew(['contributions', 'polls'], signal);
				waiting = 0;
				showNews();
				const { epoch: e = '', offset: o = '0' } = page.getElementById('live')?.dataset ?? {};
				return { e, o: Number(o) };
			}
		}
	);

	function apply({ type, ref, data }: LiveEvent): void {
		if (type === 'contribution.published') {
			waiting++;
			return showNews();
		}
		if (type === 'contribution.supported') return showSupport(data);
		if (ref[0] === 'consultation') return renew(standing);
		const shown = shownOf(ref, data);
		if (shown) {
			// Words that were hidden go at once.
			if (data && 'seq' in data && data.text === null) shown.querySelector('.words')?.remove();
			return renew([shown.id]);
		}
		if (ref[0] === 'poll' && data && 'participants' in data)
			for (const [tier, count] of Object.entries(data.participants))
				for (const shown of document.querySelectorAll(`[data-count="${ref[1]}.${tier}"]`))
					shown.textContent = new Intl.NumberFormat(document.documentElement.lang).format(count);
	}

	function renew(parts: readonly string[]): void {
		for (const id of parts) changed.add(id);
		timer ??= setTimeout(() => {
			timer = undefined;
			const ids = [...changed];
			changed.clear();
			// Whoever reads keeps their place; what cannot be read now comes with the next change, or the next page.
			void readAnew(ids).catch(() => undefined);
		}, pause);
	}

	function showNews(): void {
		news.hidden = waiting === 0;
		news.textContent = (line.dataset.showNew ?? '').replace('#', String(waiting));
	}
}

/** The contribution on this page that an event is about, or under which a reply stands. */
function shownOf([kind, id]: LiveEvent['ref'], data: LiveEvent['data']): HTMLElement | null {
	const of =
		kind === 'reply'
			? data && 'contributionId' in data && data.contributionId
			: kind === 'contribution' && id;
	return of ? document.querySelector(`.contribution[data-id="${of}"]`) : null;
}

/** Absolute, so that nothing is counted twice. */
function showSupport(data: LiveEvent['data']): void {
	if (!data || !('support' in data)) return;
	for (const shown of document.querySelectorAll(`[data-support="${data.id}"]`))
		shown.textContent = String(data.support);
}

/** The page as the server draws it now; the named parts of this one are taken from it. */
async function readAnew(ids: readonly string[], signal?: AbortSignal): Promise<Document> {
	const response = await fetch(location.href, { cache: 'no-store', ...(signal && { signal }) });
	if (!response.ok) throw new Error(`The page cannot be read now (${response.status}).`);
	const page = new DOMParser().parseFromString(await response.text(), 'text/html');
	for (const id of ids) {
		const fresh = page.getElementById(id);
		if (fresh) document.getElementById(id)?.replaceWith(fresh);
	}
	return page;
}
