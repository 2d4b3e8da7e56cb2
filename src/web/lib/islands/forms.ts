import { allWaiting, forgetAll } from './draft-store.ts';

/** Makes plain forms smoother. Nothing here is needed for them to work. */

for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-most]')) {
	const shown = document.getElementById(`${field.id}-count`);
	if (shown) countCharacters(field, shown, Number(field.dataset.most));
}

// Only where a script runs can a button print.
for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
	button.hidden = false;
	button.addEventListener('click', () => print());
}

// What was typed before somebody signed in goes back to its page by itself.
document.querySelector<HTMLFormElement>('form[data-go-on]')?.requestSubmit();

// A password can be looked at; it is sent as a password all the same.
for (const button of document.querySelectorAll<HTMLElement>('[data-reveal]')) {
	const field = document.getElementById(button.dataset.reveal!) as HTMLInputElement;
	const show = (shown: boolean) => {
		field.type = shown ? 'text' : 'password';
		button.ariaPressed = String(shown);
	};
	button.hidden = false;
	button.addEventListener('click', () => show(field.type === 'password'));
	field.form?.addEventListener('submit', () => show(false));
}

// What was typed and cannot be sent from here can be taken along.
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
	button.hidden = !('clipboard' in navigator);
	button.addEventListener('click', () => {
		const text = document.getElementById(button.dataset.copy!)?.textContent ?? '';
		void navigator.clipboard
			.writeText(text)
			.then(() => (button.textContent = button.dataset.done!));
	});
}

// Somebody else changed the same field meanwhile: theirs is one press away.
for (const part of document.querySelectorAll<HTMLElement>('[data-meanwhile]')) {
	const button = part.querySelector('button')!;
	const field = document.getElementById(part.dataset.meanwhile!) as Control;
	const theirs = JSON.parse(part.dataset.now!) as string[];
	const own = chosenIn(field);
	button.hidden = false;
	button.addEventListener('click', () => {
		const takes = button.ariaPressed !== 'true';
		choose(field, takes ? theirs : own);
		button.ariaPressed = String(takes);
		field.dispatchEvent(new Event('input', { bubbles: true }));
	});
}

// What waits on this device for a line is sent from any page: the script for that comes only where something waits.
const sending = document.querySelector<HTMLElement>('[data-sending]');
if (sending && allWaiting().length > 0 && !document.querySelector('form[data-send]')) {
	const script = document.createElement('script');
	Object.assign(script, { type: 'module', src: sending.dataset.sending! });
	document.head.append(script);
}

document.addEventListener('submit', ({ target }) => {
	if (!(target instanceof HTMLFormElement)) return;
	sendOpenWay(target);
	// A field may be called "action" and hide the property.
	if (target.getAttribute('action')?.endsWith('/sign-out')) forgetAll();
	target.ariaBusy = 'true';
	// A line that answers nothing must not leave the form looking stuck.
	setTimeout(() => (target.ariaBusy = null), 8000);
});
addEventListener('pageshow', () => {
	// The page may come back from the browser's memory as it was left.
	for (const form of document.forms) form.ariaBusy = null;
	// Browsers that know no autofocus on a block have focused nothing by the first frame.
	requestAnimationFrame(() => {
		if (document.activeElement === document.body) {
			document.querySelector<HTMLElement>('.errors')?.focus();
		}
	});
});

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The boxes that belong together; none for a field of its own. */
function boxesOf(field: Control): HTMLInputElement[] {
	if (!/^(?:radio|checkbox)$/.test(field.type)) return [];
	return [...field.form!.querySelectorAll<HTMLInputElement>('input')].filter(
		({ name }) => name === field.name
	);
}

function chosenIn(field: Control): string[] {
	const boxes = boxesOf(field);
	if (boxes.length === 0) return [field.value];
	return boxes.flatMap(({ checked, value }) => (checked ? [value] : []));
}

function choose(field: Control, values: readonly string[]): void {
	const boxes = boxesOf(field);
	if (boxes.length === 0) field.value = values[0] ?? '';
	for (const box of boxes) box.checked = values.includes(box.value);
}

/** Of the ways to say who one is only the open one is sent: browsers fill in passwords in the others by themselves. */
function sendOpenWay(form: HTMLFormElement): void {
	const closed = form.querySelectorAll<HTMLFieldSetElement>('details:not([open]) > [data-way]');
	if (closed.length === form.querySelectorAll('[data-way]').length) return;
	for (const way of closed) way.disabled = true;
	setTimeout(() => closed.forEach((way) => (way.disabled = false)));
}

/** As the server counts them: an accent or a joined emoji is no character of its own. */
function characters(text: string): number {
	return 'Segmenter' in Intl ? [...new Intl.Segmenter().segment(text)].length : [...text].length;
}

/** The count changes with each key but is read out only when typing stops. */
function countCharacters(field: HTMLTextAreaElement, shown: HTMLElement, most: number): void {
	const spoken = document.createElement('span');
	spoken.className = 'hidden-words';
	spoken.setAttribute('role', 'status');
	shown.after(spoken);
	const number = new Intl.NumberFormat(document.documentElement.lang);
	const show = () => {
		const left = most - characters(field.value.trim());
		const words = left < 0 ? shown.dataset.over : shown.dataset.left;
		shown.textContent = words?.replace('#', number.format(Math.abs(left))) ?? '';
		shown.classList.toggle('wrong-words', left < 0);
	};
	let pause: ReturnType<typeof setTimeout> | undefined;
	field.addEventListener('input', () => {
		show();
		clearTimeout(pause);
		pause = setTimeout(() => (spoken.textContent = shown.textContent), 1000);
	});
	show();
}
