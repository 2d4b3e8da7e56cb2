/** Makes plain forms smoother. Nothing here is needed for them to work. */

document.querySelector<HTMLElement>('.errors')?.focus();

for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-most]')) {
	const shown = document.getElementById(`${field.id}-count`);
	if (shown) countCharacters(field, shown, Number(field.dataset.most));
}

document.addEventListener('submit', ({ target }) => {
	if (!(target instanceof HTMLFormElement)) return;
	target.ariaBusy = 'true';
	// A line that answers nothing must not leave the form looking stuck.
	setTimeout(() => (target.ariaBusy = null), 8000);
});
// The page may come back from the browser's memory as it was left.
addEventListener('pageshow', () => {
	for (const form of document.forms) form.ariaBusy = null;
});

/** The count changes with each key but is read out only when typing stops. */
function countCharacters(field: HTMLTextAreaElement, shown: HTMLElement, most: number): void {
	const spoken = document.createElement('span');
	spoken.className = 'hidden-words';
	spoken.setAttribute('role', 'status');
	shown.after(spoken);
	const number = new Intl.NumberFormat(document.documentElement.lang);
	const show = () => {
		const left = most - [...field.value].length;
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
