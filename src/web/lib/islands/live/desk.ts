import { asTarget, renewPart, replaceKeeping } from './page.ts';
import type { Context, View } from './view.ts';

/**
 * The queue of a desk: claims of others and texts that are done show where they stand, new ones wait to be shown, so
 * that nothing moves under the hand of whoever works here.
 */
export function queueView({ line, news, renewal }: Context): View {
	const look = () => renewal.urgently('queue', renewEntries);

	function renewEntries(fresh: Document): void {
		const next = new Map(entriesOf(fresh).map((entry) => [entry.dataset.id, entry]));
		for (const entry of entriesOf(document)) {
			const same = next.get(entry.dataset.id);
			next.delete(entry.dataset.id);
			if (!same) leave(entry);
			else if (entry.outerHTML !== same.outerHTML) renewEntry(entry, same);
		}
		news.set(next.size);
	}

	/** It stays as a line, or the next one would slip under the pointer. */
	function leave(entry: HTMLElement): void {
		if (entry.classList.contains('left')) return;
		const hadFocus = entry.contains(document.activeElement);
		const words = document.createElement('p');
		words.className = 'soft';
		words.textContent = line.dataset.left ?? '';
		entry.replaceChildren(words);
		entry.classList.add('left');
		if (hadFocus) asTarget(entry).focus({ preventScroll: true });
	}

	return {
		apply: look,
		renew: (fresh) => renewPart('queue', fresh),
		show: () => document.querySelector<HTMLElement>('#queue li:not(.left) a')?.focus(),
		turn: look
	};
}

function renewEntry(entry: HTMLElement, same: HTMLElement): void {
	const marked = entry.querySelector<HTMLInputElement>('input[type=checkbox]:checked');
	const mark = same.querySelector<HTMLInputElement>('input[type=checkbox]');
	if (marked && mark) mark.checked = marked.value === mark.value;
	replaceKeeping(entry, same);
}

const entriesOf = (page: Document) => [
	...page.querySelectorAll<HTMLElement>('.queue > li[data-id]')
];

/** One text with its decision half written: only what others do about it changes. */
export function itemView({ line, renewal }: Context): View {
	const { of } = line.dataset;
	const renew = (fresh: Document) => renewPart('item', fresh);
	return {
		apply({ ref: [kind, id] }) {
			if (id === of || kind === 'queue') renewal.urgently('item', renew);
		},
		renew,
		turn: () => renewal.urgently('item', renew)
	};
}
