import type { Browser, Page } from 'playwright-core';
import { pageFor } from '../support/browser.ts';
import type { Demo } from '../support/server.ts';

export const languages = ['uk', 'pl', 'en'] as const;
export type Language = (typeof languages)[number];

/** A page worth looking at: who sees it, and what is done there before the picture is taken. */
export interface Shot {
	name: string;
	/** Its address, or how it comes to be; without a language. */
	path: string | ((demo: Demo) => Promise<string>);
	login?: string;
	/** What is filled in and pressed there before. */
	act?: (page: Page, demo: Demo) => Promise<void>;
	/** Scrolls to what is shown. */
	at?: string;
	/** One of the few in README.md: at which width, in which language. */
	readme?: { width: 360 | 1280; lang: Language };
}

export interface Studio {
	demo: Demo;
	browser: Browser;
}

/** The page as it is to be shown, in a window of its own. */
export async function openShot(
	{ demo, browser }: Studio,
	{ path, login, act, at }: Shot,
	{ width, lang }: { width: number; lang: Language }
) {
	const viewport = { width, height: width < 600 ? 740 : 800 };
	const opened = await pageFor(browser, demo, login ?? null, { viewport });
	const address = typeof path === 'string' ? path : await path(demo);
	await opened.page.goto(`${demo.origin}${lang === 'uk' ? '' : `/${lang}`}${address}`);
	await act?.(opened.page, demo);
	if (at) await opened.page.locator(at).scrollIntoViewIfNeeded();
	return opened;
}

/** What stands in the window, or the page from its beginning to at most this height. */
export async function pictureOf(page: Page, most?: number): Promise<Buffer> {
	const client = await page.context().newCDPSession(page);
	const width = page.viewportSize()!.width;
	const height = await page.evaluate<number>('document.documentElement.scrollHeight');
	const clip = { x: 0, y: 0, width, height: Math.min(most ?? 0, height), scale: 1 };
	const { data } = await client.send('Page.captureScreenshot', {
		format: 'webp',
		quality: 80,
		captureBeyondViewport: most !== undefined,
		...(most !== undefined && { clip })
	});
	await client.detach();
	return Buffer.from(data, 'base64');
}
