import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contrastOf, tokensFor } from '../support/contrast.ts';

const grounds = [
	'paper',
	'tint',
	'accent-tint',
	'open-tint',
	'good-tint',
	'partly-tint',
	'bad-tint'
];
/** Which word may stand on which ground. */
const texts: [text: string, on: readonly string[]][] = [
	['ink', [...grounds, 'marked']],
	['ink-soft', grounds],
	['accent', grounds],
	['accent-strong', grounds],
	['on-accent', ['accent', 'accent-strong']],
	['open', ['paper', 'tint', 'open-tint']],
	['good', ['paper', 'tint', 'good-tint']],
	['partly', ['paper', 'tint', 'partly-tint']],
	['bad', ['paper', 'tint', 'bad-tint']],
	['on-focus', ['focus']]
];
/** What has to be seen without being read: edges of fields, bars, what marks a place. */
const edges: [edge: string, on: readonly string[]][] = [
	['edge', grounds],
	['accent', ['paper', 'tint']],
	['open', ['paper']],
	['good', ['paper']],
	['bad', ['paper']]
];
const schemes = ['light', 'dark'] as const;

test.each(schemes)(
	'every text of the %s scheme is told from its ground, every edge too',
	(scheme) => {
		const tokens = tokensFor({ scheme, contrast: 'usual' });
		expect(below(tokens, texts, 4.5)).toEqual([]);
		expect(below(tokens, edges, 3)).toEqual([]);
	}
);

test.each(schemes)(
	'who asks for more contrast in the %s scheme gets 7 : 1 and firm edges',
	(scheme) => {
		const tokens = tokensFor({ scheme, contrast: 'more' });
		expect(below(tokens, texts, 7)).toEqual([]);
		expect(below(tokens, [...edges, ['rule', ['paper', 'tint']]], 4.5)).toEqual([]);
	}
);

test('the focus is seen in both schemes, against the page and against what has it', () => {
	// Light: a dark edge around the yellow; dark: the yellow itself.
	expect(
		below(tokensFor({ scheme: 'light', contrast: 'usual' }), [['on-focus', grounds]], 3)
	).toEqual([]);
	expect(below(tokensFor({ scheme: 'dark', contrast: 'usual' }), [['focus', grounds]], 3)).toEqual(
		[]
	);
});

test('the bar of the browser has the colour of the paper', () => {
	const head = readFileSync('src/web/app.html', 'utf8');
	const told = (scheme: string) =>
		new RegExp(`theme-color" content="(#\\w+)" media="\\(prefers-color-scheme: ${scheme}\\)`).exec(
			head
		)?.[1];
	for (const scheme of schemes)
		expect(told(scheme), scheme).toBe(tokensFor({ scheme, contrast: 'usual' })['paper']);
});

test('colours stand in the tokens and nowhere else', () => {
	const elsewhere = globSync('src/web/**/*.{css,svelte}').filter(
		(file) => !file.endsWith('tokens.css')
	);
	const found = elsewhere.flatMap((file) =>
		[
			...readFileSync(file, 'utf8').matchAll(/#[\da-f]{3,8}\b(?=[;\s"'])|\b(?:rgb|hsl|oklch)a?\(/gi)
		].map(([raw]) => `${file}: ${raw}`)
	);
	expect(found).toEqual([]);
});

function below(
	tokens: Record<string, string>,
	pairs: readonly [string, readonly string[]][],
	least: number
): string[] {
	return pairs.flatMap(([one, grounds]) =>
		grounds
			.map((ground) => ({ ground, contrast: contrastOf(tokens, one, ground) }))
			.filter(({ contrast }) => contrast < least)
			.map(({ ground, contrast }) => `${one} on ${ground}: ${contrast.toFixed(2)}`)
	);
}
