import type { LiveEvent } from '#core/live/queries.ts';
import { follow } from './follow.ts';

/** Keeps a consultation's page up to date without moving what somebody reads. */
const line = document.getElementById('live');
if (line) start(line);

function start(line: HTMLElement): void {
	const { topic = '', epoch = '', offset = '0' } = line.dataset;
	const state = line.querySelector('.state')!;
	const news = line.querySelector<HTMLAnchorElement>('.news')!;
	let waiting = 0;

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
		if (ref[0] === 'contribution') return void replaceOne(data);
		if (ref[0] === 'poll' && data && 'participants' in data)
			for (const [tier, count] of Object.entries(data.participants))
				for (const shown of document.querySelectorAll(`[data-count="${ref[1]}.${tier}"]`))
					shown.textContent = new Intl.NumberFormat(document.documentElement.lang).format(count);
	}

	function showNews(): void {
		news.hidden = waiting === 0;
		news.textContent = (line.dataset.showNew ?? '').replace('#', String(waiting));
	}
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

/** Words that were hidden go at once; whoever is reading keeps their place. */
async function replaceOne(data: LiveEvent['data']): Promise<void> {
	if (!data || !('seq' in data)) return;
	const id = `c${data.seq}`;
	const shown = document.getElementById(id);
	if (!shown) return;
	if (data.text === null) shown.querySelector('.words')?.remove();
	await readAnew([id]);
}
