import { globSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('whoever is listed with a page is shown it', async () => {
	const refused: string[] = [];
	for (const [login, paths] of tables.flatMap((table) => Object.entries(table))) {
		const headers = { accept: 'text/html', cookie: login && (await demo.cookieOf(login)) };
		for (const path of paths.filter((one) => !gone.includes(one))) {
			const { status } = await fetch(demo.origin + path, { headers, redirect: 'manual' });
			if (status !== 200) refused.push(`${path} to ${login || 'a visitor'}: ${status}`);
		}
	}
	expect(refused).toEqual([]);
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
