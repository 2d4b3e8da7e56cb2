/** Passes the address of a page on: to the clipboard, or to whatever the device shares by. */

for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
	if (!('clipboard' in navigator)) continue;
	button.hidden = false;
	const said = button.nextElementSibling;
	button.addEventListener('click', () => {
		navigator.clipboard.writeText(button.dataset.copy!).then(
			() => said && (said.textContent = button.dataset.copied!),
			() => undefined
		);
	});
}

for (const button of document.querySelectorAll<HTMLElement>('[data-share]')) {
	if (!('share' in navigator)) continue;
	button.hidden = false;
	button.addEventListener('click', () => {
		// Whoever thinks better of it has done nothing wrong.
		navigator.share({ title: document.title, url: button.dataset.share! }).catch(() => undefined);
	});
}
