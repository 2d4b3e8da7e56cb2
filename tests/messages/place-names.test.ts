import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placeIn, placeOf, placesOf } from '../../src/messages/place-names.ts';

interface SeedArea {
	kind: string;
	slug: string | null;
	name: { uk: string; pl: string; en: string };
}

const seed = JSON.parse(
	readFileSync(join(import.meta.dirname, '../../db/seed/areas.json'), 'utf8')
) as SeedArea[];
const areas = seed.filter(({ kind }) => kind !== 'settlement');
const named = (slug: string) => areas.find((area) => area.slug === slug)!;

/** How a place of each kind ends, or begins, when it is inflected; a town of Poland has a noun alone. */
const expected = {
	uk: {
		of: /^(?:[\p{L}’-]+(?:ої (?:громади|області)|ого (?:району|повіту|воєводства))|ґміни [\p{L}-]+|міста [\p{L}]+[аи])$/u,
		in: /^[ув] (?:[\p{L}’-]+(?:ій (?:громаді|області)|ому (?:районі|повіті|воєводстві))|ґміні [\p{L}-]+|місті [\p{L}]+[ії])$/u
	},
	pl: {
		of: /^(?:(?:hromady|gminy) \p{Lu}.+|(?:rejonu|obwodu|powiatu|województwa) [\p{Ll}]+kiego|miasta \p{Lu}\p{Ll}+a)$/u,
		in: /^w (?:(?:hromadzie|gminie) \p{Lu}.+|(?:rejonie|obwodzie|powiecie|województwie) [\p{Ll}]+kim|mieście \p{Lu}\p{Ll}+ie)$/u
	},
	en: {
		of: /^[^()]+ (?:hromada|raion|oblast|Voivodeship|County|Commune)$|^the City of [^()]+$/u,
		in: /^in (?:[^()]+ (?:hromada|raion|oblast|Voivodeship|County|Commune)|the City of [^()]+)$/u
	}
};

test.each(['uk', 'pl', 'en'] as const)('every place of the seed is inflected in %s', (lang) => {
	expect(areas.length).toBeGreaterThan(80);
	const whole = (forms: string) => !forms.includes('(');
	for (const area of areas) {
		expect(placeOf(area, lang)).toMatch(expected[lang].of);
		expect(placeIn(area, lang)).toMatch(expected[lang].in);
		expect(whole(placeIn(area, lang))).toBe(true);
	}
});

test('a place stands in a sentence as each language has it', () => {
	expect(placeIn(named('zhydachiv'), 'uk')).toBe('у Жидачівській громаді');
	expect(placeOf(named('zhydachiv'), 'uk')).toBe('Жидачівської громади');
	expect(placeIn(named('drohobych-raion'), 'uk')).toBe('у Дрогобицькому районі');
	expect(placeIn(named('kamianka-buzka'), 'uk')).toBe('у Кам’янка-Бузькій громаді');
	expect(placeIn(named('drohobych-raion'), 'pl')).toBe('w rejonie drohobyckim');
	expect(placeIn(named('sheptytskyi-raion'), 'pl')).toBe('w rejonie szeptyckim');
	expect(placeIn(named('lubaczow'), 'pl')).toBe('w mieście Lubaczowie');
	expect(placeIn(named('zhydachiv'), 'en')).toBe('in Zhydachiv hromada');
	expect(placesOf([named('brody'), named('lviv-oblast')], 'uk')).toBe(
		'Бродівської громади і Львівської області'
	);
});

describe('«у» and «в»', () => {
	const after = (words: string, slug: string) => placeIn(named(slug), 'uk', words).slice(0, 1);

	test('follow the sound before them', () => {
		expect(after('', 'zhydachiv')).toBe('у');
		expect(after('проходить', 'zhydachiv')).toBe('у');
		expect(after('відкрито ', 'zhydachiv')).toBe('в');
	});

	test('and the sound behind them before all', () => {
		expect(after('проходить', 'ivano-frankove')).toBe('в');
		expect(after('відкрито', 'lviv')).toBe('у');
		expect(after('відкрито', 'velyki-mosty')).toBe('у');
	});
});

test('a village, and a name that nobody has inflected yet, keep their name', () => {
	const village = { name: { uk: 'Уріж', pl: 'Uriż', en: 'Urizh' } };
	expect(placeIn(village, 'uk')).toBe('у місцевості Уріж');
	expect(placeOf(village, 'pl')).toBe('miejscowości Uriż');
	expect(placeIn(village, 'en')).toBe('in Urizh');
});
