import { timeOf } from './clock.ts';
import {
	forgetDraft,
	forgetWaiting,
	isShared,
	keepDraft,
	keptDraft,
	setShared,
	takeDraftOver,
	type KeptDraft
} from './draft-store.ts';

/** Keeps on this device what is typed, until it is sent: a lost line, an ended session lose nothing. */

for (const line of document.querySelectorAll<HTMLElement>('[data-draft]')) {
	const form = line.closest('form');
	if (form) keep(form, line, line.dataset.draft!);
}
for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-draft-sent]')) {
	forgetDraft(dataset.draftSent!);
	forgetWaiting(dataset.draftSent!);
	// Of what a visitor wrote here only what was sent: the rest may be somebody else's.
	if (keptDraft(dataset.visitor!)?.sent) forgetDraft(dataset.visitor!);
}
for (const line of document.querySelectorAll<HTMLElement>('[data-draft-going]')) {
	const form = line.closest('form');
	if (form) goWith(form, line, line.dataset.draftGoing!);
}
for (const box of document.querySelectorAll<HTMLElement>('[data-draft-kept]')) {
	const text = keptDraft(box.dataset.draftKept!)?.fields.find(([name]) => name === 'text')?.[1];
	const shown = box.querySelector('.words');
	if (!text || !shown) continue;
	shown.textContent = text;
	box.hidden = false;
}

function keep(form: HTMLFormElement, line: HTMLElement, name: string): void {
	const said = line.querySelector<HTMLElement>('[role=status]')!;
	const button = (which: string) => line.querySelector<HTMLButtonElement>(`[data-${which}]`)!;
	const [discard, undo, shared] = [button('discard'), button('undo'), button('shared')];
	const text = form.querySelector('textarea')!;
	const say = (words = '', at = 0) => {
		said.textContent = words.replace('#', timeOf(at));
		line.hidden = false;
	};
	if (line.dataset.visitor) takeDraftOver(line.dataset.visitor, name);
	const before = keptDraft(name);
	let discarded: KeptDraft | undefined;
	if (before?.sent && text.value === '') {
		discarded = before;
		undo.hidden = false;
		say(line.dataset.sent, before.at);
	} else if (before && text.value === '') {
		restore(form, before);
		discard.hidden = false;
		say(line.dataset.restored, before.at);
	}

	let pause: ReturnType<typeof setTimeout> | undefined;
	const save = () => {
		clearTimeout(pause);
		pause = undefined;
		const at = Date.now();
		if (text.value.trim() === '') return forgetDraft(name);
		undo.hidden = true;
		if (!keepDraft(name, { at, fields: fieldsOf(form) })) return;
		discard.hidden = false;
		say(line.dataset.saved, at);
	};
	form.addEventListener('input', () => {
		clearTimeout(pause);
		pause = setTimeout(save, 600);
	});
	addEventListener('pagehide', () => pause !== undefined && save());
	if (line.dataset.sends !== undefined)
		form.addEventListener('submit', () => {
			clearTimeout(pause);
			pause = undefined;
			if (text.value.trim() !== '')
				keepDraft(name, { at: Date.now(), fields: fieldsOf(form), sent: true });
		});

	discard.addEventListener('click', () => {
		discarded = { at: Date.now(), fields: fieldsOf(form) };
		forgetDraft(name);
		setText(text, '');
		discard.hidden = true;
		undo.hidden = false;
		say(line.dataset.discarded);
		text.focus();
	});
	undo.addEventListener('click', () => {
		if (discarded) restore(form, discarded);
		undo.hidden = true;
		text.focus();
		save();
	});

	const showShared = () => {
		shared.ariaPressed = String(isShared());
		if (!isShared()) return;
		discard.hidden = true;
		say(line.dataset.nothing);
	};
	shared.addEventListener('click', () => {
		setShared(!isShared());
		said.textContent = '';
		showShared();
		if (!isShared()) save();
	});
	showShared();
}

/** The last screen of a visitor: its words stay here until a page says that they have arrived. */
function goWith(form: HTMLFormElement, line: HTMLElement, name: string): void {
	const sent = new FormData(form);
	// With its key: if it arrives although nobody says so, it is not there twice when it is sent again.
	const fields = [...sent].flatMap(([name, value]): [string, string][] =>
		typeof value === 'string' && ['text', 'key'].includes(name) ? [[name, value]] : []
	);
	const isKept = keepDraft(name, { at: keptDraft(name)?.at ?? Date.now(), fields });
	const say = (words = '') => {
		line.textContent = words;
		line.hidden = words === '';
	};
	if (isKept) say(line.dataset.safe);
	form.addEventListener('submit', (event) => {
		if (event.submitter?.hasAttribute('formaction')) return;
		if (!navigator.onLine) {
			event.preventDefault();
			say(`${line.dataset.noLine} ${isKept ? line.dataset.safe : line.dataset.stay}`);
		} else if (isKept) keepDraft(name, { at: Date.now(), fields, sent: true });
	});
}

/** What a person filled in; not the key of the form, which is new until it was sent, and never by whom it is sent. */
function fieldsOf(form: HTMLFormElement): KeptDraft['fields'] {
	const hidden = new Set(
		[...form.querySelectorAll<HTMLInputElement>('[type=hidden], [data-who] input')].map(
			({ name }) => name
		)
	);
	return [...new FormData(form)].flatMap(([name, value]) =>
		typeof value === 'string' && !hidden.has(name) ? [[name, value] as [string, string]] : []
	);
}

function restore(form: HTMLFormElement, { fields }: KeptDraft): void {
	for (const [name, value] of fields) {
		const field = form.elements.namedItem(name);
		if (field instanceof RadioNodeList) field.value = value;
		if (field instanceof HTMLTextAreaElement) setText(field, value);
		if (field instanceof HTMLInputElement && name === 'key') field.value = value;
	}
}

function setText(field: HTMLTextAreaElement, value: string): void {
	field.value = value;
	field.dispatchEvent(new Event('input', { bubbles: true }));
}
