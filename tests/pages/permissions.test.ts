import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	capacities,
	matrix,
	type Permission,
	type PermissionName
} from '#core/permissions/matrix.ts';
import { langs } from '#core/kernel/text.ts';
import { words } from '#messages/generated/messages.js';
import { startDemo, type Demo } from '../support/server.ts';

let demo: Demo;

beforeAll(async () => {
	demo = await startDemo();
});
afterAll(() => demo.stop());

/** The text of an element, as it is read. */
const textOf = (html: string) =>
	html
		.replace(/<!--.*?-->/gs, '')
		.replace(/<[^>]+>/g, ' ')
		.replaceAll('&amp;', '&')
		.replaceAll('&quot;', '"')
		.replace(/\s+/g, ' ')
		.trim();
const names = Object.keys(matrix) as PermissionName[];

test.each(langs)(
	'the page shows every row and every cell of the matrix in words (%s)',
	async (lang) => {
		const m = words(lang);
		const cell = {
			'✓': () => m.permission_cell.yes(),
			o: () => m.permission_cell.own(),
			s: (at: number) =>
				capacities[at] === 'official'
					? m.permission_cell.scope_authority()
					: m.permission_cell.scope_centre(),
			'–': () => m.permission_cell.no(),
			'✗': () => m.permission_cell.never()
		};
		const prefix = lang === 'uk' ? '' : `/${lang}`;
		const page = await (await fetch(`${demo.origin}${prefix}/permissions`)).text();
		const [, table = ''] = /<table[^>]*>(.*)<\/table>/s.exec(page) ?? [];
		const [head = '', ...rows] = table.split(/<tr/).slice(1);
		for (const capacity of capacities) expect(textOf(head)).toContain(m.capacity[capacity]());
		expect(rows).toHaveLength(names.length);
		for (const [place, row] of rows.entries()) {
			const name = names[place]!;
			const permission: Permission = matrix[name];
			const [first = '', ...cells] = row.split(/<td/);
			expect(textOf(`<x ${first}`)).toContain(textOf(m.permission[name]()));
			for (const condition of permission.only ?? [])
				expect(textOf(first)).toContain(m.permission_condition[condition]());
			if (permission.twoPersons) expect(textOf(first)).toContain(m.permissions.two_persons());
			for (const phase of new Set(Object.values(permission.actions).flatMap((one) => one ?? [])))
				expect(textOf(first), name).toContain(m.phase[phase]());
			// Its sign stands between them.
			expect(cells.map((one) => textOf(`<x ${one}`).replace(/ [✓○◐–✗] /, ': '))).toEqual(
				permission.cells.map((sign, at) => `${m.capacity[capacities[at]!]()}: ${cell[sign](at)}`)
			);
		}
	}
);

test('programs get the same table', async () => {
	const { body } = await demo.visitor('GET', '/permissions');
	const { items } = body as { items: { name: string; cells: { cell: string }[] }[] };
	expect(items.map(({ name }) => name)).toEqual(names);
	const signs: Record<string, string> = { yes: '✓', own: 'o', scope: 's', no: '–', never: '✗' };
	for (const { name, cells } of items)
		expect(cells.map(({ cell }) => signs[cell])).toEqual(matrix[name as PermissionName].cells);
});

test('every page leads to it, in its own language', async () => {
	for (const path of ['/', '/centres', '/moderation']) {
		const page = await (await fetch(`${demo.origin}/pl${path === '/' ? '' : path}`)).text();
		expect(page).toContain('href="/pl/permissions"');
	}
});
