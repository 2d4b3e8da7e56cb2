import type { Page } from 'playwright-core';

/** What axe does not see: whether a page holds under what its reader does to it. Each answers what is wrong. */

/** WCAG 1.4.12: with these distances nothing may be cut off or run over its edge. */
export async function spacingFaults(page: Page): Promise<string[]> {
	// As a style sheet of the page's own it would be against its policy.
	await page.evaluate(`{
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
		document.adoptedStyleSheets = [sheet];
	}`);
	const faults = await cutWords(page);
	await page.evaluate('document.adoptedStyleSheets = []');
	return faults;
}

/** Words that stick out of the box they stand in, or of the window. */
async function cutWords(page: Page): Promise<string[]> {
	const found = await page.evaluate<string[]>(`[...function* () {
		const width = document.documentElement.clientWidth;
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node; (node = walker.nextNode()); ) {
			if (node.data.trim() === '' || !node.parentElement.checkVisibility()) continue;
			if (node.parentElement.closest('.hidden-words, .excerpt, .scroll, .skip, option, textarea, script, style')) continue;
			let box = node.parentElement;
			while (/^(inline|contents)$/.test(getComputedStyle(box).display)) box = box.parentElement;
			let unseen = box;
			while (unseen && getComputedStyle(unseen).clipPath === 'none') unseen = unseen.parentElement;
			if (unseen) continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			const words = range.getBoundingClientRect();
			const edge = box.getBoundingClientRect();
			const over = Math.max(words.right - edge.right, edge.left - words.left, words.bottom - edge.bottom, words.right - width);
			if (over > 1.5) yield box.tagName.toLowerCase() + '.' + box.className + ' "' + node.data.trim().slice(0, 40) + '" by ' + Math.round(over) + ' px';
		}
	}()]`);
	return found.map((one) => `cut: ${one}`);
}

/** WCAG 1.4.10: at 320 px, which is 1280 at four times the size. */
export async function sidewaysFaults(page: Page): Promise<string[]> {
	const over = await page.evaluate<number>(
		'document.documentElement.scrollWidth - document.documentElement.clientWidth'
	);
	return over > 0 ? [`scrolls sideways by ${over} px`] : [];
}

/** WCAG 2.4.11: whatever the keyboard leads to is in sight, and nothing that sticks lies over the whole of it. */
export async function focusFaults(page: Page): Promise<string[]> {
	const faults: string[] = [];
	const places = await page.evaluate<number>(`(scrollTo(0, 0), document.activeElement?.blur(),
		document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary').length)`);
	for (let n = 0; n < places; n++) {
		await page.keyboard.press('Tab');
		const fault = await page.evaluate<string | null>(`(() => {
			const one = document.activeElement;
			if (!one || one === document.body) return null;
			const shown = [...one.getClientRects()].some(({ left, top, width, height }) =>
				[0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => {
					const at = document.elementFromPoint(left + width * x, top + height * y);
					return at && (one.contains(at) || at.contains(one));
				}))
			);
			const { outlineStyle, outlineWidth } = getComputedStyle(one);
			const marked = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
			return shown && marked ? null : (shown ? 'unmarked: ' : 'hidden: ') + one.outerHTML.slice(0, 100);
		})()`);
		if (fault) faults.push(`focus ${fault}`);
	}
	return faults;
}

/** With the reader's own colours no tint is left: what only a tint set apart needs an edge. */
export async function forcedColoursFaults(page: Page): Promise<string[]> {
	await page.emulateMedia({ forcedColors: 'active' });
	const found = await page.evaluate<string[]>(`[...document.querySelectorAll(
		'main :is(.button:not(.plain), .input, .phase, .panel, .answer, .done, .notice, .stub, .chips a)'
	)].filter((one) => one.checkVisibility()).filter((one) => {
		const { borderLeftWidth, borderLeftStyle, borderLeftColor } = getComputedStyle(one);
		return borderLeftStyle === 'none' || parseFloat(borderLeftWidth) < 1 || /^rgba.*, 0\\)$/.test(borderLeftColor);
	}).map((one) => one.outerHTML.slice(0, 80))`);
	await page.emulateMedia({ forcedColors: 'none' });
	return found.map((one) => `no edge in forced colours: ${one}`);
}

/** Who asks for less motion gets none. */
export async function motionFaults(page: Page): Promise<string[]> {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	return page.evaluate<string[]>(`[
		...(getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['scrolls smoothly'] : []),
		...document.getAnimations().map((one) => 'moves: ' + one.effect?.target?.outerHTML.slice(0, 80)),
		...[...document.querySelectorAll('*')]
			.filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0)
			.map((one) => 'moves: ' + one.outerHTML.slice(0, 80))
	]`);
}

/** WCAG 2.5.8: what is pressed is 24 px large; a word within a sentence may be short, but not low. */
export async function targetFaults(page: Page): Promise<string[]> {
	return page.evaluate<
		string[]
	>(`[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
		.filter((one) => one.checkVisibility() && !one.closest('.skip, .hidden-words'))
		// The map: the same links stand in the list beside it.
		.filter((one) => !one.closest('svg'))
		.map((one) => ({ one, box: one.getBoundingClientRect(), within: getComputedStyle(one).display === 'inline' }))
		.filter(({ box, within }) => box.height < 23.5 || (box.width < 23.5 && !within))
		.map(({ one, box }) => 'small: ' + Math.round(box.width) + '×' + Math.round(box.height) + ' ' + one.outerHTML.slice(0, 80))`);
}
