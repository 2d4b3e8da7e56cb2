import type { LiveEvent } from '#core/live/queries.ts';
import { counted } from './line.ts';
import { renewPart } from './page.ts';
import type { Context, View } from './view.ts';

/** The number of unread notices, in the header of each page. */
export function showUnread(link: HTMLElement, { data }: LiveEvent): void {
	if (!data || !('unread' in data)) return;
	link.hidden = data.unread === 0;
	link.textContent =
		data.unread > 99 ? link.dataset.many! : counted(link.dataset.words, data.unread);
}

/** The list of one's notices. */
export function noticesView({ news }: Context): View {
	return {
		apply({ type }) {
			if (type === 'notice.added') news.add();
		},
		renew: (fresh) => renewPart('notices', fresh),
		show: () => document.querySelector<HTMLElement>('#notices li button')?.focus()
	};
}
