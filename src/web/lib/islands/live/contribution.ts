import type { LiveEvent } from '#core/live/queries.ts';
import { renewContributions, showSupport, takeWordsAway } from './consultation.ts';
import { renewPart } from './page.ts';
import type { Context, View } from './view.ts';

/** One contribution with its replies. New replies wait: whoever writes one is not disturbed. */
export function contributionView({ line, news, renewal }: Context): View {
	const { of } = line.dataset;
	return {
		apply(event) {
			const { type, data } = event;
			const id = placeOf(event);
			if (id === undefined) return;
			if (type === 'reply.published') return news.add();
			if (type === 'contribution.supported' && data && 'support' in data) return showSupport(data);
			takeWordsAway(id, data);
			renewal.urgently(id, (fresh) => {
				renewPart(id, fresh);
				renewPart('earlier', fresh);
			});
		},
		renew(fresh) {
			renewContributions(fresh);
			renewPart('earlier', fresh);
			renewPart('replies', fresh);
		},
		show: () => document.querySelector<HTMLElement>('#replies > ol > li:last-child a')?.focus()
	};

	/** Where on the page an event's object stands. */
	function placeOf({ ref: [kind, id], data }: LiveEvent): string | undefined {
		if (kind === 'contribution' && id === of)
			return document.querySelector(`.contribution[data-id="${id}"]`)?.id;
		if (kind !== 'reply') return undefined;
		const isHere = data && 'contributionId' in data && data.contributionId === of;
		return isHere || document.getElementById(`r${id}`) ? `r${id}` : undefined;
	}
}

/** What became of one's own: no form stands here, so all of it is read anew. */
export function ownView({ line, renewal }: Context): View {
	const { of } = line.dataset;
	const renew = (fresh: Document) => renewPart('own', fresh);
	return {
		apply({ ref: [kind, id], data }) {
			const isReply = data && 'contributionId' in data && data.contributionId === of;
			if (id === of || isReply || kind === 'consultation') renewal.soon('own', renew);
		},
		renew
	};
}
