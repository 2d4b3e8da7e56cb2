import { englishStem } from './english.ts';
import { polishStem } from './polish.ts';
import { spelling } from './spelling.ts';
import { ukrainianStem } from './ukrainian.ts';

/** So common that nobody looks for them: neither kept nor asked for. */
const passedOver = new Set(
	(
		'а але без був була було були в від він вона вони воно все для до є ж за з зі із і й її їх його на над не ні ' +
		'об о по про при під та так те ти то у це цей ця ці чи що щоб як яка який які як у ' +
		'w we z ze i na do nie to jest sie oraz dla od po o u czy jak jaki jakie ktory ktore przy przez ' +
		'a an and are as at be by for from in is it of on or that the this to was were with'
	)
		.split(' ')
		.map(spelling)
);

/** The words of a text as they are compared, without those that nobody looks for. */
export function telling(text: string): string[] {
	const words: string[] = [];
	for (const [part] of spelling(text).matchAll(/[\p{L}\p{N}\p{M}]+(?:[-/][\p{L}\p{N}\p{M}]+)*/gu))
		for (const word of partsOf(part)) if (!passedOver.has(word)) words.push(word);
	return words;
}

const number = /^(?:ua|pl)-[a-z]{2,4}(?:$|[-/])|^\p{L}+[-/].*\p{N}/u;

/** Кам'янка-Бузька is two words; UA-ZHD-2026-001 is one, however it was typed. */
function partsOf(part: string): string[] {
	return number.test(part) ? [part.replaceAll(/[-/]/g, '')] : part.split(/[-/]/);
}

/** Under these a word is kept, and found; a word in Latin letters may be Polish or English. */
export function stemsOf(word: string): string[] {
	if (/\p{N}/u.test(word)) return [word];
	if (/^[a-z]+$/.test(word)) {
		const [polish, english] = [polishStem(word), englishStem(word)];
		return polish === english ? [polish] : [polish, english];
	}
	return [ukrainianStem(word)];
}
