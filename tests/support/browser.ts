import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import {
	chromium,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from 'playwright-core';
import type { Demo } from './server.ts';
import { tellsAll } from './ways.ts';

const executablePath = '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Here and with the same name twice on the command line, only the last of these counts: hence all of them. */
const withoutFeatures = [
	// Two pages of Chromium's own, loaded for every window although nobody sees one: half of what a window costs.
	'WebUIOmniboxPopup',
	'WebUIOmniboxAimPopup',
	// A process kept ready for a site that nobody goes to.
	'SpareRendererForSitePerProcess',
	// What Playwright would leave out of it that matters here.
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'HttpsUpgrades',
	'HttpsFirstBalancedModeAutoEnable',
	'NetworkTimeServiceQuerying',
	'OptimizationHints',
	'PaintHolding',
	'PreconnectToSearch'
];
/** What the browser says of pages that are as they should be. */
const advice = [
	// Whoever was quicker than the page has the focus already: so it should be.
	'Autofocus processing was blocked',
	// Account, card and somebody new in the form of what is sent: `autocomplete` tells their fields apart.
	'[DOM] Multiple forms should be contained in their own form elements'
];
let shared: Promise<Browser> | undefined;

/** Debian's Chromium: one for all test files of a worker, which it ends with. */
export function openBrowser(): Promise<Browser> {
	shared = shared?.then((open) => (open.isConnected() ? open : launch())) ?? launch();
	return shared;
}

/** For two people at two computers; whoever opens it closes it. */
export const openAnotherBrowser = (): Promise<Browser> => launch();

/** Installs it when it is missing and the rights are there. */
async function launch(): Promise<Browser> {
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
			'--disable-sync',
			`--disable-features=${withoutFeatures.join()}`
		]
	});
}

/**
 * A page of its own for somebody who is signed in, with what the browser complained of. Its reader prefers
 * reduced motion: where a page scrolls smoothly, every press waits for it to stand still.
 */
export async function pageFor(
	browser: Browser,
	demo: Demo,
	login: string | null,
	options: BrowserContextOptions = {}
) {
	const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
	// How long a machine stands still says nothing of the page; what never comes still ends the test.
	context.setDefaultTimeout(30_000);
	if (login !== null) await signIn(context, demo, login);
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (!advice.some((one) => message.text().startsWith(one)))
			complaints.push(`${page.url()} ${message.text()}`);
	});
	page.on('pageerror', (error) => complaints.push(String(error)));
	return { page, complaints, close: () => context.close() };
}

/** Once more, as whoever works in the network has to after half an hour without use. */
export async function signIn(context: BrowserContext, demo: Demo, login: string): Promise<void> {
	const [name = '', value = ''] = (await demo.cookieOf(login)).split('=');
	await context.addCookies([{ name, value, url: demo.origin }]);
}

/** Presses Tab until the focus is on what the selector names. */
export async function tabTo(page: Page, selector: string): Promise<void> {
	for (let n = 0; n < 100; n++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
	}
	throw new Error(`No key leads to ${selector}.`);
}

/** For a page that `faultsOf` looks at wherever it goes: to send axe to each of them takes as long as to run it. */
export const alwaysWithAxe = (page: Page): Promise<unknown> => page.addInitScript(axe);

/**
 * What axe finds on the page as it stands, and whether it scrolls sideways; in dark too where that is asked for, as it
 * is of every component, and in `test:long`.
 */
export async function faultsOf(page: Page, { inDark = tellsAll } = {}): Promise<string[]> {
	if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe);
	if (!tellsAll) await page.evaluate(thinOut);
	const faults = await run(page, {});
	if (inDark) {
		await page.emulateMedia({ colorScheme: 'dark' });
		faults.push(...(await run(page, { runOnly: ['color-contrast'] })));
		await page.emulateMedia({ colorScheme: 'light' });
	}
	if (!tellsAll) await page.evaluate('thinnedOut()');
	const sideways = await page.evaluate(
		'document.documentElement.scrollWidth > document.documentElement.clientWidth'
	);
	if (sideways === true) faults.push('scrolls sideways');
	return faults.map((fault) => `${page.url()} ${fault}`);
}

/**
 * Hides, until `thinnedOut()`, what is built as two of its neighbours are: of a long list two items are looked at, for
 * axe takes seconds for them all. Where the focus is nothing goes, and nothing between a label and its field.
 */
const thinOut = `{
	const repeated = /^(LI|TR|ARTICLE|SECTION|DETAILS|FIGURE)$/;
	const hidden = [];
	const place = [scrollX, scrollY];
	const shapeOf = (one) => {
		const own = [...one.attributes].map(({ name, value }) => /^(class|role|type|lang|aria-(?!labelledby|describedby|controls).*)$/.test(name) ? name + '=' + value : name).sort();
		const seen = new Map();
		const inside = [...one.childNodes].map((node) => {
			if (node.nodeType === 3) return node.data.trim() ? '#' : '';
			if (node.nodeType !== 1) return '';
			const shape = shapeOf(node);
			const before = seen.get(shape) ?? 0;
			seen.set(shape, before + 1);
			if (before > 1 && repeated.test(node.tagName) && !node.contains(document.activeElement)) {
				hidden.push([node, node.style.getPropertyValue('display'), node.style.getPropertyPriority('display')]);
				return '';
			}
			return shape;
		});
		return one.tagName + ' ' + own.join() + '(' + inside.join('') + ')';
	};
	shapeOf(document.body);
	for (const [node] of hidden) node.style.setProperty('display', 'none', 'important');
	globalThis.thinnedOut = () => {
		for (const [node, value, priority] of hidden) {
			node.style.setProperty('display', value, priority);
			if (node.getAttribute('style') === '') node.removeAttribute('style');
		}
		scrollTo(...place);
	};
}`;

/** axe itself, without what is made around it for many frames: five times as quick. */
async function run(page: Page, options: RunOptions): Promise<string[]> {
	const call = `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })})`;
	const { violations } = await page.evaluate<AxeResults>(call);
	return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}
