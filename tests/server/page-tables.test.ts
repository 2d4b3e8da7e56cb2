import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { knownParameters } from '../../src/server/pages/parameters.ts';
import { pages } from '../../src/web/pages.ts';
import { allPages } from '../support/pages/all.ts';
import { missingReport } from '../support/pages/consultations.ts';
import type { Pages } from '../support/pages/model.ts';
import { nowhere } from '../support/pages/public.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** Pages that nobody of the demo can open, each with the reason. */
const notInDemo = new Map([
	['/(public)/_design', 'only where it is asked for: see tests/pages/design.test.ts'],
	['/(public)/check/appeal', 'only the answer to a form: opened, it leads to the receipts'],
	['/(account)/sign-out', 'only a form: opened, it leads home'],
	['/(account)/first-run', 'there is an administrator already: see tests/server/first-run.test.ts']
]);

/** Listed to be shown as what is not there, or no longer. */
const gone = [nowhere, missingReport];

let demo: Demo;
const tables: Pages[] = [];
beforeAll(async () => {
	demo = await startDemo();
	for (const pagesOf of allPages) tables.push(await pagesOf(demo));
});
afterAll(() => demo.stop());

test('every page stands in a table of every-page, but for those that nobody of the demo can open', () => {
	const listed = tables.flatMap((table) => Object.values(table).flat());
	const patterns = Object.keys(pages).map((route) => ({ route, pattern: patternOf(route) }));
	const seen = new Set(listed.map((path) => routeOf(patterns, path)));
	const missing = Object.keys(pages).filter((route) => !seen.has(route) && !notInDemo.has(route));
	expect(missing).toEqual([]);
	expect([...notInDemo.keys()].filter((route) => seen.has(route))).toEqual([]);
});

test('every table has its proof', () => {
	expect(globSync('tests/pages/every-page/*.test.ts')).toHaveLength(allPages.length);
});

test('whoever is listed with a page is shown it, and it reads nothing from its address that would not reach it', async () => {
	const refused: string[] = [];
	const methods = ['get', 'getAll', 'has'] as const;
	const reads = methods.map((method) => vi.spyOn(URLSearchParams.prototype, method));
	for (const [login, paths] of tables.flatMap((table) => Object.entries(table))) {
		const headers = { accept: 'text/html', cookie: login && (await demo.cookieOf(login)) };
		for (const path of paths.filter((one) => !gone.includes(one))) {
			const { status } = await fetch(demo.origin + path, { headers, redirect: 'manual' });
			if (status !== 200) refused.push(`${path} to ${login || 'a visitor'}: ${status}`);
		}
	}
	expect(refused).toEqual([]);
	const read = new Set(reads.flatMap(({ mock }) => mock.calls.map(([name]) => name)));
	for (const one of reads) one.mockRestore();
	expect(read).toContain('phase');
	// What begins so is the name of a form action: forms are sent, and their addresses stay whole.
	expect([...read].filter((one) => !one.startsWith('/') && !knownParameters.has(one))).toEqual([]);
});

test('whatever links, redirects and readers of addresses name would reach a page', () => {
	/** Of what is no page: a picture, a letter, the API. */
	const elsewhere = ['v', 'body', 'limit'];
	const named = new Set<string>();
	for (const file of globSync('src/web/**/*.{ts,svelte}', { exclude: ['**/node_modules/**'] })) {
		const source = readFileSync(file, 'utf8').replaceAll(/^\s*import .*$/gm, '');
		const patterns = [/[`'"/}\]\w][?&]([a-z]\w*)(?=[=&`'"#$])/g];
		if (source.includes('earchParams'))
			patterns.push(/\b(?:get|has|getAll|asked|text|one|oneOf|countOf)\(\s*'([a-z]\w*)'/g);
		for (const [, name] of patterns.flatMap((one) => [...source.matchAll(one)])) named.add(name!);
	}
	for (const name of elsewhere) expect(named.delete(name), name).toBe(true);
	expect(named).toContain('supplemented');
	expect([...named].filter((name) => !knownParameters.has(name))).toEqual([]);
});

/** Of all that fit the one with the fewest parameters, as the router chooses. */
function routeOf(
	patterns: readonly { route: string; pattern: RegExp }[],
	path: string
): string | undefined {
	const { pathname } = new URL(path, 'http://localhost');
	const fitting = patterns.filter(({ pattern }) => pattern.test(pathname));
	const parameters = ({ route }: { route: string }) => route.split('[').length;
	return fitting.sort((a, b) => parameters(a) - parameters(b))[0]?.route;
}

/** `/(public)/consultations/[number]` as an expression. */
const patternOf = (route: string) =>
	new RegExp(`^${route.replace(/\/\([^)]+\)/g, '').replace(/\[\w+\]/g, '[^/]+') || '/'}$`);
