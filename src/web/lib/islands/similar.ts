/** While somebody writes a proposal: what is like it, after a pause, below the form. */

interface Similar {
	seq: number;
	text: string | null;
	support: number;
}

/** With less than this nothing can be said to be like it. */
const least = 30;

const box = document.querySelector<HTMLElement>('[data-similar]');
const field = document.querySelector('textarea');
const { saveData } = (navigator as { connection?: { saveData?: boolean } }).connection ?? {};
if (box && field && !saveData) suggest(box, field);

function suggest(box: HTMLElement, field: HTMLTextAreaElement): void {
	const list = box.querySelector('ul')!;
	const row = box.querySelector('template')!.content.firstElementChild!;
	let asked = '';
	let pause: ReturnType<typeof setTimeout> | undefined;
	field.addEventListener('input', () => {
		clearTimeout(pause);
		pause = setTimeout(() => void ask().catch(() => undefined), 1500);
	});

	async function ask(): Promise<void> {
		const text = field.value.trim().slice(0, 800);
		if (text === asked) return;
		asked = text;
		show(text.length < least ? [] : await similarTo(text));
	}

	async function similarTo(text: string): Promise<Similar[]> {
		const answer = await fetch(`/api/v1/consultations/${box.dataset.similar}/similar`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ text })
		});
		return answer.ok ? ((await answer.json()) as { items: Similar[] }).items : [];
	}

	function show(all: readonly Similar[]): void {
		list.replaceChildren(
			...all.map(({ seq, text, support }) => {
				const item = row.cloneNode(true) as HTMLElement;
				const [number, supporters] = item.querySelectorAll('b');
				item.querySelector('.words')!.textContent = text;
				item.querySelector('a')!.href = box.dataset.path! + seq;
				number!.textContent = String(seq);
				supporters!.textContent = String(support);
				return item;
			})
		);
		box.hidden = all.length === 0;
	}
}
