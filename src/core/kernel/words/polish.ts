import { endingsOf } from './endings.ts';

const inflected = endingsOf(`
	ami iami ach iach om iom ow iow owi iowi em iem ie ia io iu
	ego iego emu iemu ymi imi ych ich ej iej ym im
	owac owal owala owali uje uja
	a e i o u y
`);
const ofPlace = endingsOf('ow iow ew');

const unsteady = /([^aeiouy])i?e(?=[^aeiouy]$)/;
const syllables = /[aeouy]|i(?![aeouy])/g;

/** What the forms of a Polish word, written without its marks, have in common: droga – dróg – drodze, miasto – w mieście. */
export function polishStem(word: string): string {
	let stem = inflected(word, 3).replace(/(?<=..[^aeiouy])sk$/, '');
	stem = ofPlace(stem, 4)
		.replace(/j$/, '')
		.replace(/([^aeiouy])\1$/, '$1')
		.replace(/ia(?=[^aeiouy]+$)/, 'ie');
	if ((stem.match(syllables)?.length ?? 0) > 1) stem = stem.replace(unsteady, '$1');
	return stem
		.replace(/sc$/, 'st')
		.replace(/dz$|g$/, 'd')
		.replace(/rz$/, 'r')
		.replace(/cz$|[ck]$/, 't');
}
