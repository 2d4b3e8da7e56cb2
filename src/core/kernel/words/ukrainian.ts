import { endingsOf } from './endings.ts';

const inflected = endingsOf(`
	ами ями ьми ах ях ам ям ові еві єві ом ем єм ою ею єю ів їв ей ів
	ія ії ію ією іями іях іям ій ея еї ею еєм еями еях
	ого ому ього ьому ими іми ої ьої ій ий їй ім їм им их іх їх ьою
	увати ювати ували ювали ував ював ують юють ує ює
	а я о е є и і ї у ю ь й
`);
const ofPlace = endingsOf('ів їв ев єв ов');
/** Голосування is what is done, as голосувати says. */
const ofDeed = /(?<=.{3})(?:[ую]в)?[ая]н(?:ня|ню|ням|ні|ь)$/;

/** A vowel of the last syllable that comes and goes, or is another in another form: школа – шкіл, ринок – ринку. */
const unsteady = /([^аеєиіїоуюя])[оеіє](?=[^аеєиіїоуюя]$)/;
const vowels = /[аеєиіїоуюя]/g;
/** Their other number has another root. */
const others: Record<string, string> = { людин: 'люд', дитин: 'дот' };

/**
 * What the forms of a Ukrainian word have in common; it need not be a word, and now and then another word has the same.
 * Adjectives of a place share it with the place: Жидачівська – у Жидачеві, Дрогобицька – Дрогобич.
 */
export function ukrainianStem(word: string): string {
	let stem = word.length > 5 ? word.replace(/с[яь]$/, '') : word;
	const deed = stem.replace(ofDeed, '');
	stem = deed === stem ? inflected(stem, 2) : deed;
	stem = stem
		.replace(/(?<=.{3})ськ$/, '')
		.replace(/(?<=..)цьк$/, 'к')
		.replace(/(?<=.)зьк$/, 'г');
	stem = ofPlace(stem, 3)
		.replace(/[ьй]$/, '')
		.replace(/([^аеєиіїоуюя])\1$/, '$1');
	if ((stem.match(vowels)?.length ?? 0) > 1) stem = stem.replace(unsteady, '$1');
	// День and дня are left apart; in words of one syllable the vowels change most.
	if (stem.match(vowels)?.length === 1) stem = stem.replace(/[еіє]/, 'о');
	if (stem in others) return others[stem]!;
	return stem.replace(/[зж]$/, 'г').replace(/ч$|(?<!и)ц$/, 'к');
}
