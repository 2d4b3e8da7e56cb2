import { timeOf } from './clock.ts';
import {
	allWaiting,
	forgetDraft,
	forgetWaiting,
	keepDraft,
	keepWaiting,
	stillWaits,
	type Waiting
} from './draft-store.ts';

/**
 * Sends a form itself, so that a line that is lost loses nothing: the form waits on this device, survives the page and
 * the browser, and goes out as soon as there is a line, under the key that it had from the beginning.
 */

const box = document.querySelector<HTMLElement>('[data-sending]')!;
const words = box.dataset;
const here = document.querySelector<HTMLFormElement>('form[data-send]');
const said = here?.querySelector<HTMLElement>('[data-sending-said]') ?? box;

function say(text = '', link?: { href: string; words: string | undefined }): void {
	const a = document.createElement('a');
	if (link) Object.assign(a, { href: link.href, textContent: link.words });
	said.replaceChildren(text, ...(link ? [' ', a] : []));
	said.hidden = text === '';
}

type Outcome = { sent: string } | 'refused' | 'lost';

async function send({ action, fields }: Waiting): Promise<Outcome> {
	try {
		const answer = await fetch(action, {
			method: 'POST',
			headers: { accept: 'application/json' },
			body: new URLSearchParams(fields),
			signal: AbortSignal.timeout(30_000)
		});
		if (answer.status >= 500 || answer.status === 429) return 'lost';
		if (!answer.ok) return 'refused';
		const { type, location } = (await answer.json()) as { type: string; location?: string };
		return type === 'redirect' && location ? { sent: location } : 'refused';
	} catch {
		return 'lost';
	}
}

const first = 3000;
const most = 60_000;

/** Tries until there is an answer. `isKept`: on this device, where another tab may send it as well. */
async function deliver(one: Waiting, isKept: boolean): Promise<void> {
	for (let pause = first; ; pause = Math.min(2 * pause, most)) {
		if (isKept && !stillWaits(one.draft)) return say();
		const outcome = await send(one);
		if (outcome === 'lost') {
			say(`${words.waiting} ${isKept ? '' : words.stay}`);
			await lineOr(pause);
			continue;
		}
		forgetWaiting(one.draft);
		return outcome === 'refused' ? refused(one) : sent(one, outcome.sent);
	}
}

function sent({ draft }: Waiting, place: string): void {
	forgetDraft(draft);
	if (here) location.assign(place);
	else say(words.sent?.replace('#', timeOf(Date.now())), { href: place, words: words.open });
}

/** Its page says what is wrong; with it comes what was typed. */
function refused({ draft, at, fields, action }: Waiting): void {
	if (here) return here.submit();
	keepDraft(draft, { at, fields });
	const page = new URL(action, location.href);
	page.searchParams.delete('/send');
	say(words.refused, { href: page.href, words: words.again });
}

/** Until the browser notices a line, or for so long: it does not always. */
const lineOr = (pause: number) =>
	new Promise<void>((go) => {
		const timer = setTimeout(on, pause);
		addEventListener('online', on, { once: true });
		function on() {
			clearTimeout(timer);
			removeEventListener('online', on);
			go();
		}
	});

here?.addEventListener('submit', (event) => {
	// Another button of the same form, which sends nothing yet.
	if (event.submitter?.hasAttribute('formaction')) return;
	// A form with a password in it is never kept on a device: the browser sends it, as any other.
	if (here.querySelector('[type=password]')) return;
	event.preventDefault();
	if (here.dataset.sends) return;
	here.dataset.sends = 'now';
	const one: Waiting = {
		at: Date.now(),
		action: here.action,
		account: words.account!,
		draft: here.dataset.send!,
		// Lines end as the browser itself would send them: the same words under the same key stay the same.
		fields: [...new FormData(here)].flatMap(([name, value]) =>
			typeof value === 'string' ? [[name, value.replace(/\r?\n/g, '\r\n')]] : []
		)
	};
	say(words.underWay);
	void deliver(one, keepWaiting(one));
});

if (!here)
	for (const one of allWaiting()) if (one.account === words.account) void deliver(one, true);
