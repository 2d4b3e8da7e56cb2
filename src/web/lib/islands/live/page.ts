/** The page is not for this reader any more: only a whole reload can say what is. */
export class NotOurs extends Error {}

let asked: Promise<Document> | undefined;

/** The page as the server draws it now; whoever asks meanwhile gets the same. */
export function freshPage(signal?: AbortSignal): Promise<Document> {
	return (asked ??= fetchPage(signal).finally(() => (asked = undefined)));
}

async function fetchPage(signal: AbortSignal | undefined): Promise<Document> {
	const response = await fetch(location.href, { cache: 'no-cache', ...(signal && { signal }) });
	if (response.redirected || (response.status >= 400 && response.status < 429)) throw new NotOurs();
	if (!response.ok) throw new Error(`The page cannot be read now (${response.status}).`);
	return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** Takes a part of the page from a fresh one; what is typed in it stays, and so does the focus. */
export function renewPart(id: string, fresh: Document): void {
	const part = document.getElementById(id);
	const next = fresh.getElementById(id);
	if (part && next && !part.isEqualNode(next)) replaceKeeping(part, next);
}

export function replaceKeeping(part: Element, next: Element): void {
	const focused = part.contains(document.activeElement)
		? (document.activeElement as HTMLElement)
		: null;
	for (const form of part.querySelectorAll('form')) {
		if (!isTouched(form)) continue;
		const action = form.getAttribute('action') ?? '';
		next.querySelector(`form[action="${CSS.escape(action)}"]`)?.replaceWith(form);
	}
	const again = focused && pathTo(focused, part);
	part.replaceWith(next);
	if (!focused) return;
	// Moved with its form, or drawn anew: the keyboard goes on where it was.
	const drawn = again ? next.querySelector<HTMLElement>(again) : null;
	const target = focused.isConnected ? focused : drawn;
	(target ?? asTarget(next as HTMLElement)).focus({ preventScroll: true });
}

/** Whether somebody has begun to write or to choose in it. */
function isTouched(form: HTMLFormElement): boolean {
	return [...form.elements].some((field) => {
		if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
		if (field instanceof HTMLSelectElement)
			return [...field.options].some((one) => one.selected !== one.defaultSelected);
		if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false;
		return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
	});
}

/** How the same link or button is found in another drawing of the part. */
function pathTo(element: HTMLElement, part: Element): string | null {
	if (element.id) return `#${CSS.escape(element.id)}`;
	const names: string[] = [];
	for (let one: Element = element; one !== part && one.parentElement; one = one.parentElement) {
		const alike = [...one.parentElement.children].filter(({ tagName }) => tagName === one.tagName);
		names.unshift(`${one.tagName}:nth-of-type(${alike.indexOf(one) + 1})`);
	}
	return names.length > 0 ? names.join('>') : null;
}

export function asTarget(element: HTMLElement): HTMLElement {
	element.tabIndex = -1;
	return element;
}

/** Numbers of what there is, wherever the page shows them. */
export function renewNumbers(fresh: Document): void {
	for (const shown of document.querySelectorAll<HTMLElement>('[data-count]')) {
		const next = fresh.querySelector(`[data-count="${CSS.escape(shown.dataset.count!)}"]`);
		if (next && next.textContent !== shown.textContent) shown.textContent = next.textContent;
	}
}

export function renewAttribute(id: string, name: string, fresh: Document): void {
	const next = fresh.getElementById(id)?.getAttribute(name);
	document.getElementById(id)?.setAttribute(name, next ?? '');
}
