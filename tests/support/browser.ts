import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Demo } from './server.ts';

const executablePath = '/usr/bin/chromium';

/** Debian's Chromium; installed when it is missing and the rights are there. */
export async function openBrowser(): Promise<Browser> {
	if (!existsSync(executablePath)) {
		console.log('Chromium is missing: installing the package of the same name.');
		spawnSync('apt-get', ['update'], { stdio: 'ignore' });
		spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
			stdio: 'ignore'
		});
		if (!existsSync(executablePath))
			throw new Error('Chromium is missing and cannot be installed here: apt-get install chromium');
	}
	return chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync'
		]
	});
}

/** A page of its own for somebody who is signed in, with what the browser complained of. */
export async function pageFor(
	browser: Browser,
	demo: Demo,
	login: string | null,
	options: BrowserContextOptions = {}
) {
	const context = await browser.newContext(options);
	context.setDefaultTimeout(8000);
	if (login !== null) {
		const [name = '', value = ''] = (await demo.cookieOf(login)).split('=');
		await context.addCookies([{ name, value, url: demo.origin }]);
	}
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(`${page.url()} ${message.text()}`));
	page.on('pageerror', (error) => complaints.push(String(error)));
	return { page, complaints, close: () => context.close() };
}

/** Presses Tab until the focus is on what the selector names. */
export async function tabTo(page: Page, selector: string): Promise<void> {
	for (let n = 0; n < 100; n++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
	}
	throw new Error(`No key leads to ${selector}.`);
}

/** What axe finds on the page as it stands, in light and in dark, and whether it scrolls sideways. */
export async function faultsOf(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const light = await run(page, {});
	await page.emulateMedia({ colorScheme: 'dark' });
	const dark = await run(page, { runOnly: ['color-contrast'] });
	await page.emulateMedia({ colorScheme: 'light' });
	const sideways = await page.evaluate(
		'document.documentElement.scrollWidth > document.documentElement.clientWidth'
	);
	const faults = [...light, ...dark, ...(sideways === true ? ['scrolls sideways'] : [])];
	return faults.map((fault) => `${page.url()} ${fault}`);
}

/** axe itself, without what is made around it for many frames: five times as quick. */
async function run(page: Page, options: axe.RunOptions): Promise<string[]> {
	const call = `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })})`;
	const { violations } = await page.evaluate<axe.AxeResults>(call);
	return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}
