import { describe, expect, test } from 'vitest';
import { compile } from '../../src/messages/compile.ts';

type Tree = Record<string, string | Record<string, string>>;
type Module = { words: (language: string) => Record<string, never> };

const days = {
	uk: {
		days_one: '{{count}} день',
		days_few: '{{count}} дні',
		days_many: '{{count}} днів',
		days_other: '{{count}} дня'
	},
	pl: {
		days_one: '{{count}} dzień',
		days_few: '{{count}} dni',
		days_many: '{{count}} dni',
		days_other: '{{count}} dnia'
	},
	en: { days_one: '{{count}} day', days_other: '{{count}} days' }
};

const catalogue = (name: string, tree: Tree | string) => ({
	name,
	text: typeof tree === 'string' ? tree : JSON.stringify(tree)
});

/** Compiles one area, the same in every language unless said otherwise. */
function compiled(
	tree: Tree,
	source: string,
	changed: Partial<Record<'uk' | 'pl' | 'en', Tree | string>> = {}
) {
	return compile(
		(['uk', 'pl', 'en'] as const).map((language) =>
			catalogue(`common.${language}.json`, changed[language] ?? tree)
		),
		[{ path: 'page.svelte', text: source }]
	);
}

async function loaded(js: string): Promise<Module> {
	return (await import(`data:text/javascript,${encodeURIComponent(js)}`)) as Module;
}

/** What a message of the compiled module says. */
async function spoken(
	{ output }: ReturnType<typeof compile>,
	language: string,
	path: string,
	values?: Record<string, string | number>
): Promise<string> {
	const { words } = await loaded(output!.js);
	const [first, second] = path.split('.') as [string, string?];
	const found: unknown = words(language)[first];
	const message = second ? (found as Record<string, unknown>)[second] : found;
	return (message as (values?: object) => string)(values);
}

describe('the build fails on', () => {
	test.each([
		['a missing key', { a: 'x', b: 'y' }, { pl: { a: 'x' } }, 'pl: b is missing'],
		['a key only a translation has', { a: 'x' }, { en: { a: 'x', b: 'y' } }, 'uk: b is missing'],
		['an empty text', { a: 'x' }, { en: { a: ' ' } }, 'en: a is empty'],
		[
			'an unknown placeholder',
			{ a: '{{name}}' },
			{ pl: { a: '{{name}} {{nmae}}' } },
			'pl: a does not know {{nmae}}'
		],
		['a lost placeholder', { a: '{{name}}' }, { en: { a: 'x' } }, 'en: a leaves out {{name}}'],
		[
			'a broken placeholder',
			{ a: '{{name}}' },
			{ en: { a: '{{name}} {max}' } },
			'en: a has a broken placeholder in "{{name}} {max}"'
		],
		[
			'words nested too deeply',
			{},
			{ uk: '{"a":{"b":{"c":"x"}}}' },
			'common.uk.json: a.b is nested too deeply'
		],
		[
			'a key twice in a file',
			{ a: 'x' },
			{ uk: '{"a":"x","a":"y"}' },
			'common.uk.json: a stands there twice'
		],
		[
			'a group that is also a message',
			{ a: 'x' },
			{ en: { a: { b: 'x' } } },
			'a.b: both a group and a message'
		]
	] as const)('%s', (_, tree, changed, error) => {
		const { errors, output } = compiled(tree, 'm.a() m.b', changed);
		expect(errors).toContain(error);
		expect(output).toBeNull();
	});

	test('a missing plural form', () => {
		const { days_many, ...fewer } = days.uk;
		expect(days_many).toBeTruthy();
		expect(compiled({}, 'm.days({ count })', { ...days, uk: fewer }).errors).toEqual([
			'uk: days lacks the plural form _many'
		]);
	});

	test('a plural form that the language does not have', () => {
		const en = { ...days.en, days_few: '{{count}} days' };
		expect(compiled({}, 'm.days({ count })', { ...days, en }).errors).toEqual([
			'en: days has a plural form _few that the language does not know'
		]);
	});

	test('a plural in one language only', () => {
		const { errors } = compiled({}, 'm.days({ count })', { ...days, en: { days: '{{count}}' } });
		expect(errors).toContain('en: days is a plural in one language and not in another');
	});

	test('a key defined in two areas', () => {
		const files = ['common', 'desk'].flatMap((area) =>
			['uk', 'pl', 'en'].map((language) => catalogue(`${area}.${language}.json`, { a: 'x' }))
		);
		expect(compile(files, [{ path: 'a.ts', text: 'm.a()' }]).errors).toContain(
			'desk.pl.json: a is defined in another area already'
		);
	});

	test('what is no JSON, and a file of no known language', () => {
		expect(compiled({}, '', { uk: '{' }).errors[0]).toMatch(/^common\.uk\.json: /);
		expect(compile([catalogue('common.de.json', {})], []).errors).toHaveLength(1);
	});

	test('an unused key, though the module is still written', () => {
		const { errors, output } = compiled({ a: 'x', g: { b: 'y', c: 'z' } }, 'm.a() form.g m.g.b()');
		expect(errors).toEqual(['g.c is not used']);
		expect(output).not.toBeNull();
	});
});

describe('a key is used', () => {
	test.each([
		['by its name', '{m.a()} {m.g.b()} {m.g.c()}'],
		['by its group and a name of the moment', 'm.a(); m.g[kind]()'],
		['by its group handed on', 'm.a(); const names = m.g;'],
		['across lines', 'm\n\t.a(); m.g\n\t\t.b(); m.g.c()'],
		['without a short name', 'words(lang).a(); words(actor.language).g[kind]()']
	])('%s', (_, source) => {
		expect(compiled({ a: 'x', g: { b: 'y', c: 'z' } }, source).errors).toEqual([]);
	});
});

describe('the words', () => {
	const plural = compiled({}, 'm.days({ count })', days);

	test.each([
		['uk', 1, '1 день'],
		['uk', 3, '3 дні'],
		['uk', 11, '11 днів'],
		['uk', 1.5, '1,5 дня'],
		['pl', 22, '22 dni'],
		['pl', 1.5, '1,5 dnia'],
		['en', 1, '1 day'],
		['en', 21, '21 days']
	])('%s: of %d take the right form', async (language, count, words) => {
		expect(await spoken(plural, language, 'days', { count })).toBe(words);
	});

	test('write numbers and days as the language does, and leave a year given as text alone', async () => {
		const message = compiled({ a: '{{n}}' }, 'm.a');
		const said = (language: string, n: string | number) => spoken(message, language, 'a', { n });
		expect(await said('uk', 12345)).toBe('12\u00A0345');
		expect(await said('en', 12345)).toBe('12,345');
		expect(await said('uk', '2026')).toBe('2026');
		expect(await said('pl', '2026-12-16')).toBe('16 grudnia 2026');
		expect(await said('en', '2026-12-16')).toBe('16 December 2026');
		expect(await said('en', '2026-99-99')).toBe('2026-99-99');
	});

	test('of two languages never mix, however requests interleave', async () => {
		const { words } = await loaded(
			compiled({}, 'm.a', { uk: { a: 'так' }, pl: { a: 'tak' }, en: { a: 'yes' } }).output!.js
		);
		const [uk, pl] = [words('uk'), words('pl')] as unknown as { a: () => string }[];
		expect([uk!.a(), pl!.a(), uk!.a()]).toEqual(['так', 'tak', 'так']);
	});

	test('are data, never code', async () => {
		const text = '` + process.exit(1) + `" \\ {{name}} \u2028 </script>';
		const message = compiled({ a: text }, 'm.a');
		const name = '${1}"';
		expect(await spoken(message, 'uk', 'a', { name })).toBe(text.replace('{{name}}', name));
	});
});

describe('the types', () => {
	const types = (tree: Tree, source: string, changed = {}) =>
		compiled(tree, source, changed).output!.types;

	test('name what a message wants to be told', () => {
		expect(types({ a: '{{name}}', b: 'x' }, 'm.a m.b')).toContain(
			'\ta(values: { name: string | number }): string;\n\tb(): string;'
		);
		expect(types({}, 'm.days', days)).toContain('days(values: { count: number }): string;');
	});

	test('let a key of the moment take what any message of its group may want', () => {
		const group = { g: { short: '{{min}}', long: '{{max}}', empty: 'x' } };
		expect(types(group, 'm.g[code](values)')).toContain(
			"g: Record<'empty' | 'long' | 'short', (values?: { max?: string | number; min?: string | number }) => string>;"
		);
		expect(types(group, 'm.g.short m.g.long m.g.empty')).toContain(
			'long(values: { max: string | number }): string;'
		);
	});
});
