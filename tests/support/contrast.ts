import { readFileSync } from 'node:fs';

const file = 'src/web/lib/styles/tokens.css';

type Tokens = Record<string, string>;
interface Look {
	scheme: 'light' | 'dark';
	contrast: 'usual' | 'more';
}

/** What a browser with these preferences makes of the tokens: later blocks win, as in the file. */
export function tokensFor({ scheme, contrast }: Look): Tokens {
	const css = readFileSync(file, 'utf8').replace(/\/\*.*?\*\//gs, '');
	const tokens: Tokens = {};
	for (const [, media = '', body = ''] of css.matchAll(/(@media[^{]+\{\s*)?:root\s*\{([^}]*)\}/g)) {
		if (media.includes('print')) continue;
		if (media.includes('color-scheme: dark') && scheme === 'light') continue;
		if (media.includes('contrast: more') && contrast === 'usual') continue;
		for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g))
			tokens[name] = value.trim();
	}
	return tokens;
}

/** As WCAG 2.2 defines it, of two colours by their names. */
export function contrastOf(tokens: Tokens, one: string, other: string): number {
	const [light, dark] = [luminance(tokens, one), luminance(tokens, other)].sort((a, b) => b - a);
	return (light! + 0.05) / (dark! + 0.05);
}

function luminance(tokens: Tokens, name: string): number {
	const value = tokens[name] ?? '';
	const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
	if (reference) return luminance(tokens, reference);
	if (!/^#[\da-f]{6}$/i.test(value)) throw new Error(`--${name} is no colour: "${value}"`);
	const [r = 0, g = 0, b = 0] = [1, 3, 5]
		.map((at) => parseInt(value.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
