import { renewPart, replaceKeeping } from './page.ts';
import type { Context, View } from './view.ts';

/** The front page and the list: each entry changes where it stands; what is new waits to be shown. */
export function listsView({ news, renewal }: Context): View {
	const renew = () => renewal.soon('entries', renewEntries);
	return {
		apply({ type, ref }) {
			if (type === 'consultation.announced' && !document.querySelector(`[data-id="${ref[1]}"]`))
				return news.add();
			renew();
		},
		renew: (fresh) => renewPart('lists', fresh),
		show: () => document.querySelector<HTMLElement>('#lists a')?.focus(),
		turn: renew
	};
}

function renewEntries(fresh: Document): void {
	for (const entry of document.querySelectorAll<HTMLElement>('#lists [data-id]')) {
		const next = fresh.querySelector(`#lists [data-id="${entry.dataset.id}"]`);
		if (next && !next.isEqualNode(entry)) replaceKeeping(entry, next);
	}
}
