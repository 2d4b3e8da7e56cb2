import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
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

/** What axe finds on the page as it stands, and whether it scrolls sideways. */
export async function faultsOf(page: Page): Promise<unknown[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const sideways: unknown = await page.evaluate(
		'document.documentElement.scrollWidth > document.documentElement.clientWidth'
	);
	return [
		...violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.html]),
		...(sideways === true ? [[page.url(), 'scrolls sideways']] : [])
	];
}
