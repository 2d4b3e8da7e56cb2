/**
 * Pictures of the demo as it is built. `npm run screenshots` makes those of README.md;
 * `npm run screenshots -- all` every page at both widths in three languages, below test-results/.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser, pageFor } from '../support/browser.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { shots, type Shot } from './pages.ts';

// The same day each time, or every picture would change with the calendar.
const now = Date.parse('2026-11-24T12:00:00Z');
const all = process.argv.includes('all');
const folder = all ? 'test-results/screenshots' : 'docs/screenshots';

async function take(
	{ demo, browser }: { demo: Demo; browser: Browser },
	{ name, path, login, act, at }: Shot,
	width: number,
	lang: string
): Promise<void> {
	const viewport = { width, height: width < 600 ? 740 : 800 };
	const { page, close } = await pageFor(browser, demo, login ?? null, { viewport });
	const prefix = lang === 'uk' ? '' : `/${lang}`;
	await page.goto(demo.origin + prefix + path);
	await act?.(page);
	if (at) await page.locator(at).scrollIntoViewIfNeeded();
	const client = await page.context().newCDPSession(page);
	const { data } = await client.send('Page.captureScreenshot', {
		format: 'webp',
		quality: 80,
		captureBeyondViewport: all,
		...(all && { clip: { x: 0, y: 0, width, height: await heightOf(page), scale: 1 } })
	});
	writeFileSync(join(folder, `${name}-${width}-${lang}.webp`), Buffer.from(data, 'base64'));
	await close();
}

const heightOf = (page: { evaluate<T>(code: string): Promise<T> }) =>
	page.evaluate<number>('Math.min(6000, document.documentElement.scrollHeight)');

mkdirSync(folder, { recursive: true });
const [demo, browser] = await Promise.all([
	startDemo(() => now, { folder: temporaryFolder() }),
	openBrowser()
]);
for (const shot of shots) {
	const { readme } = shot;
	const wanted = all
		? [360, 1280].flatMap((width) => ['uk', 'pl', 'en'].map((lang) => ({ width, lang })))
		: readme
			? [readme]
			: [];
	for (const { width, lang } of wanted) await take({ demo, browser }, shot, width, lang);
}
await browser.close();
await demo.stop();
console.log(`Pictures are in ${folder}/`);
