import { forgetDraft, keepDraft, keptDraft, type KeptDraft } from './draft-store.ts';

/** Keeps on this device what is typed, until it is sent: a lost line, an ended session lose nothing. */

const timeOf = (at: number) =>
	new Intl.DateTimeFormat(document.documentElement.lang, {
		hour: '2-digit',
		minute: '2-digit',
		...(Date.now() - at > 12 * 3_600_000 && { day: 'numeric', month: 'long' })
	}).format(at);

for (const line of document.querySelectorAll<HTMLElement>('[data-draft]')) {
	const form = line.closest('form');
	if (form) keep(form, line, line.dataset.draft!);
}
for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-draft-sent]'))
	forgetDraft(dataset.draftSent!);
for (const box of document.querySelectorAll<HTMLElement>('[data-draft-kept]')) {
	const text = keptDraft(box.dataset.draftKept!)?.fields.find(([name]) => name === 'text')?.[1];
	const shown = box.querySelector('.words');
	if (!text || !shown) continue;
	shown.textContent = text;
	box.hidden = false;
}

function keep(form: HTMLFormElement, line: HTMLElement, name: string): void {
	const said = line.querySelector<HTMLElement>('[role=status]')!;
	const discard = line.querySelector('button')!;
	const say = (words: string | undefined, at: number) => {
		said.textContent = words?.replace('#', timeOf(at)) ?? '';
		line.hidden = false;
	};
	const text = form.querySelector('textarea')!;
	const before = keptDraft(name);
	if (before && text.value === '') {
		restore(form, before);
		discard.hidden = false;
		say(line.dataset.restored, before.at);
	}

	let pause: ReturnType<typeof setTimeout> | undefined;
	const save = () => {
		clearTimeout(pause);
		pause = undefined;
		const at = Date.now();
		if (text.value.trim() === '') forgetDraft(name);
		else if (keepDraft(name, { at, fields: fieldsOf(form) })) say(line.dataset.saved, at);
	};
	form.addEventListener('input', () => {
		clearTimeout(pause);
		pause = setTimeout(save, 600);
	});
	addEventListener('pagehide', () => pause !== undefined && save());
	discard.addEventListener('click', () => {
		forgetDraft(name);
		text.value = '';
		text.dispatchEvent(new Event('input', { bubbles: true }));
		line.hidden = true;
		text.focus();
	});
}

/** What a person filled in; not the key of the form, which is new each time. */
function fieldsOf(form: HTMLFormElement): KeptDraft['fields'] {
	const hidden = new Set(
		[...form.querySelectorAll<HTMLInputElement>('[type=hidden]')].map(({ name }) => name)
	);
	return [...new FormData(form)].flatMap(([name, value]) =>
		typeof value === 'string' && !hidden.has(name) ? [[name, value] as [string, string]] : []
	);
}

function restore(form: HTMLFormElement, { fields }: KeptDraft): void {
	for (const [name, value] of fields) {
		const field = form.elements.namedItem(name);
		if (field instanceof RadioNodeList) field.value = value;
		if (field instanceof HTMLTextAreaElement) {
			field.value = value;
			field.dispatchEvent(new Event('input', { bubbles: true }));
		}
	}
}
