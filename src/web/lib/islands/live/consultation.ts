import type { LiveEvent } from '#core/live/queries.ts';
import { formatted } from './line.ts';
import { renewAttribute, renewNumbers, renewPart } from './page.ts';
import type { Context, View } from './view.ts';

/** What tells where the consultation stands, in the order of the page. */
const standing = [
	'phase',
	'term',
	'standing',
	'contents',
	'ways',
	'polls',
	'text-part',
	'say',
	'course'
];

/** A consultation's page, up to date without moving what somebody reads. */
export function consultationView({ news, renewal }: Context): View {
	const renewStanding = (fresh: Document) => {
		for (const id of standing) renewPart(id, fresh);
		renewContributions(fresh);
		// Its dates may be others by now.
		renewAttribute('live', 'data-turns', fresh);
		renewAttribute('time-left', 'data-until', fresh);
	};
	return {
		apply(event) {
			const { type, ref, data } = event;
			if (type === 'contribution.published') {
				news.add();
				return renewal.soon('numbers', renewNumbers);
			}
			if (type === 'contribution.supported' && data && 'support' in data) return showSupport(data);
			if (ref[0] === 'consultation') return renewal.urgently('standing', renewStanding);
			if (ref[0] === 'poll') return showParticipants(event);
			const beside = besideOf(event);
			if (beside) {
				if (areHidden(data)) beside.remove();
				renewal.urgently('text-part', (fresh) => renewPart('text-part', fresh));
			}
			const id = shownOf(event);
			if (!id) return;
			takeWordsAway(ref[0] === 'reply' ? `r${ref[1]}` : id, data);
			renewal.urgently(id, (fresh) => renewPart(id, fresh));
		},
		renew(fresh) {
			renewStanding(fresh);
			for (const id of ['filters', 'contributions']) renewPart(id, fresh);
			renewNumbers(fresh);
		},
		show: () => document.querySelector<HTMLElement>('#contributions article a')?.focus(),
		turn(isSure) {
			// Nothing can be sent any more; what stands here instead comes with the page.
			if (isSure)
				for (const act of document.querySelectorAll<HTMLElement>('[data-while-open]'))
					act.hidden = true;
			renewal.urgently('standing', renewStanding);
		}
	};
}

/** Each where it stands: what is new waits to be shown. */
export function renewContributions(fresh: Document): void {
	for (const { id } of document.querySelectorAll('.contribution[id]')) renewPart(id, fresh);
}

/** Words that were hidden go at once; the stub in their place has to be read. */
export function takeWordsAway(id: string, data: LiveEvent['data']): void {
	if (areHidden(data)) document.getElementById(id)?.querySelector('.words')?.remove();
}

const areHidden = (data: LiveEvent['data']) => !!data && 'text' in data && data.text === null;

/** The remark beside its paragraph that an event is about. */
function besideOf({ ref: [kind, id] }: LiveEvent): Element | null {
	return kind === 'contribution' ? document.querySelector(`[data-remark="${id}"]`) : null;
}

/** The contribution on this page that an event is about, or under which a reply stands. */
function shownOf({ ref: [kind, id], data }: LiveEvent): string | undefined {
	const of =
		kind === 'reply'
			? data && 'contributionId' in data && data.contributionId
			: kind === 'contribution' && id;
	if (!of) return undefined;
	return document.querySelector(`.contribution[data-id="${of}"]`)?.id;
}

/** Absolute, so that nothing is counted twice. */
export function showSupport(data: { id: string; support: number }): void {
	for (const shown of document.querySelectorAll(`[data-support="${data.id}"]`))
		shown.textContent = String(data.support);
}

function showParticipants({ ref, data }: LiveEvent): void {
	if (!data || !('participants' in data)) return;
	for (const [tier, count] of Object.entries(data.participants))
		for (const shown of document.querySelectorAll(`[data-count="${ref[1]}.${tier}"]`))
			shown.textContent = formatted(count);
}
