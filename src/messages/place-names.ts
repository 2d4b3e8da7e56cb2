import type { Lang, Trilingual } from '#core/kernel/text.ts';
import en from './place-names/en.json' with { type: 'json' };
import pl from './place-names/pl.json' with { type: 'json' };
import uk from './place-names/uk.json' with { type: 'json' };

interface Place {
	name: Trilingual;
}

/** Of a name: whose it is (genitive), and where one is (locative). Both without a preposition. */
type Forms = Record<'of' | 'in', string>;

/** By the name itself: it is inflected alike wherever it stands. */
const forms: Record<Lang, Record<string, Forms>> = { uk, pl, en };

/** Of a village, or of a name that nobody has inflected yet: a word that needs no other form stands before it. */
const unknown: Record<Lang, (name: string) => string> = {
	uk: (name) => `місцевості ${name}`,
	pl: (name) => `miejscowości ${name}`,
	en: (name) => name
};

const form = ({ name }: Place, lang: Lang, which: keyof Forms): string =>
	forms[lang][name[lang]]?.[which] ?? unknown[lang](name[lang]);

/** "Жидачівської громади", "hromady Żydaczów", "Zhydachiv hromada" (English says "of" before it). */
export const placeOf = (place: Place, lang: Lang): string => form(place, lang, 'of');

/** "у Жидачівській громаді", "w hromadzie Żydaczów", "in Zhydachiv hromada"; `after` the words that stand before it. */
export function placeIn(place: Place, lang: Lang, after = ''): string {
	const name = form(place, lang, 'in');
	return `${lang === 'en' ? 'in' : lang === 'pl' ? 'w' : ukrainianIn(name, after)} ${name}`;
}

const lists = { uk: listIn('uk'), pl: listIn('pl'), en: listIn('en') };

/** "Бродівської громади і Львівської області" */
export const placesOf = (places: readonly Place[], lang: Lang): string =>
	lists[lang].format(places.map((place) => placeOf(place, lang)));

/**
 * «у» or «в», by the sounds on both sides: «в» before a vowel, and between a vowel and a consonant; «у» after a
 * consonant or a pause, and always before в, ф and their like, which one could not hear after «в».
 */
function ukrainianIn(name: string, after: string): 'у' | 'в' {
	if (/^[аеєиіїоуюя]/i.test(name)) return 'в';
	if (/^(?:[вф]|[льсткх]+в)/i.test(name)) return 'у';
	return /[аеєиіїоуюя]\s*$/i.test(after) ? 'в' : 'у';
}

function listIn(lang: Lang): Intl.ListFormat {
	return new Intl.ListFormat(lang, { type: 'conjunction' });
}
