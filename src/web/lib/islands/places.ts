import { savesData } from '../live/surroundings.ts';

/** Suggests settlements while somebody types; hromadas stand in the page, and every name is found without a script. */

interface Place {
	name: Record<string, string>;
	within: Record<string, string>[];
}

const box = document.querySelector<HTMLInputElement>('input[list]');
const pause = 250;
let waiting: ReturnType<typeof setTimeout> | undefined;

if (box?.list && !savesData()) {
	const hromadas = [...box.list.children];
	const { lang } = document.documentElement;
	const named = ({ name, within }: Place) => [name[lang], within[0]?.[lang]].join(', ');

	const suggest = async () => {
		const q = box.value.trim();
		if (q.length < 2 || q.includes(',')) return;
		const answer = await fetch(`/api/v1/areas?limit=8&q=${encodeURIComponent(q)}`);
		const { items = [] } = (await answer.json()) as { items?: Place[] };
		if (box.value.trim() !== q) return;
		box.list?.replaceChildren(...hromadas, ...items.map((one) => new Option(named(one))));
	};

	box.addEventListener('input', () => {
		clearTimeout(waiting);
		// Without an answer the page does as well.
		waiting = setTimeout(() => void suggest().catch(() => {}), pause);
	});
}
