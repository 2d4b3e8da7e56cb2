import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { colours, drawCard, type Card } from '../../src/server/pictures/card.ts';
import { readFont } from '../../src/server/pictures/font.ts';
import { createStudio } from '../../src/server/pictures/studio.ts';

const { resolve } = createRequire(import.meta.url);
const read = (name: string) =>
	readFont(readFileSync(resolve(`@expo-google-fonts/lora/${name}.ttf`)));
const fonts = { title: read('700Bold/Lora_700Bold'), text: read('400Regular/Lora_400Regular') };

const card: Card = {
	site: 'Віче',
	phase: { words: 'триває', look: 'open' },
	title: 'Статут територіальної громади',
	line: 'Жидачівська міська рада',
	foot: 'Скажіть свою думку до кінця 16 грудня 2026 р.',
	host: 'viche.example'
};

/** Texts of the drawing with where they stand, how large they are and how wide. */
function textsOf(one: Card) {
	const svg = drawCard(one, { ...fonts, mark: '' });
	const found = svg.matchAll(
		/<text x="([\d.]+)" y="([\d.]+)"[^>]*font-size="([\d.]+)"[^>]*>([^<]*)</g
	);
	return [...found].map(([, x, y, size, words]) => ({
		x: Number(x),
		y: Number(y),
		size: Number(size),
		words: words!
	}));
}

test('the letters of all three languages can be drawn', () => {
	const all =
		'АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ʼ«»„”–—…№§ĄĆĘŁŃÓŚŹŻąćęłńóśźż';
	for (const font of Object.values(fonts))
		expect([...all].filter((one) => !font.has(one))).toEqual([]);
});

test.each([
	['a short title', 'Сквер', 68],
	['a usual one', 'Статут територіальної громади: що в ньому змінити і навіщо', 68],
	['a long one', 'Програма співпраці з організаціями на наступний рік '.repeat(6), 44],
	['a word without end', 'Щ'.repeat(300), 44]
])('%s fits between the edges, above the band', (_, title, size) => {
	const lines = textsOf({ ...card, title }).filter((one) => one.size >= 44 && one.y > 190);
	expect(lines[0]!.size).toBe(size);
	for (const one of lines.filter(({ y }) => y < 560)) {
		expect(64 + fonts.title.width(one.words) * one.size).toBeLessThanOrEqual(1136.5);
		expect(one.y).toBeLessThan(500);
	}
});

test('the day at the end of the band is never cut off', () => {
	const foot = 'The report with answers was due by 11 November 2026';
	for (const host of ['viche.example', 'konsultatsii.lvivska-oblast.gov.example'])
		expect(textsOf({ ...card, foot, host }).map((one) => one.words)).toContain(foot);
});

test('what the font has no letter for is left out, and markup stays text', () => {
	const words = textsOf({ ...card, title: 'Парк 🌳 & <b>став</b>', line: '\u0007Рада' }).map(
		(one) => one.words
	);
	expect(words).toContain('Парк &amp; &lt;b&gt;став&lt;/b&gt;');
	expect(words).toContain('Рада');
});

test('the colours are those of the pages', () => {
	const tokens = readFileSync('src/web/lib/styles/tokens.css', 'utf8').split('@media')[0]!;
	for (const [name, value] of Object.entries(colours))
		expect(tokens, name).toContain(`--${name}: ${value};`);
});

test('the same card is drawn once for all who ask, and whoever is too many is asked to come again', async () => {
	const studio = createStudio({ mostWaiting: 2 });
	try {
		const asked = Array.from({ length: 3 }, () => studio.picture('same', card));
		const [first, ...others] = await Promise.all(asked);
		for (const one of others) expect(one).toBe(first);
		expect(studio.ready('same')).toBe(first);
		const many = Array.from({ length: 4 }, (_, n) =>
			studio.picture(`key ${n}`, { ...card, title: `Назва ${n}` })
		);
		const ended = await Promise.allSettled(many);
		expect(ended.filter(({ status }) => status === 'rejected').length).toBe(2);
		expect(
			ended.every(
				(one) => one.status === 'fulfilled' || (one.reason as { code: string }).code === 'busy'
			)
		).toBe(true);
	} finally {
		await studio.stop();
	}
});
