import { fold } from '../kernel/text.ts';

/** What is typed once, made into a keyed digest and forgotten (requirements §5.2). */
export interface PersonalData {
	surname: string;
	firstName: string;
	/** '' for those who have none. */
	patronymic: string;
	/** `1961-04-30` */
	birthDate: string;
	/** The hromada or gmina in which the person lives. */
	hromadaId: string;
	/** Ukrainian tax number, with consent; never PESEL. */
	rnokpp: string;
}

/** Latin letters that somebody takes for Cyrillic ones, in small letters. */
const lookAlikes: Record<string, string> = {
	a: 'а',
	b: 'в',
	c: 'с',
	e: 'е',
	h: 'н',
	i: 'і',
	k: 'к',
	m: 'м',
	o: 'о',
	p: 'р',
	t: 'т',
	x: 'х',
	y: 'у'
};

/**
 * A name as it is compared: whatever two consultants may type differently for the same papers makes no difference,
 * such as case, apostrophes, hyphens, spaces, and letters of the wrong alphabet.
 */
export function comparedName(name: string): string {
	// Before its dots are taken off as those of a Latin letter.
	const folded = fold(name.normalize('NFC').replace(/ï/giu, 'ї'));
	return folded.replace(/\P{L}/gu, '').replace(/[a-z]/g, (letter) => lookAlikes[letter] ?? letter);
}

/** What is made into digests: name, birth date and hromada, and the tax number by itself, where it was given. */
export function comparedTexts(data: PersonalData): string[] {
	const names = [data.surname, data.firstName, data.patronymic].map(comparedName);
	return [
		['person', ...names, data.birthDate, data.hromadaId].join('|'),
		...(data.rnokpp === '' ? [] : [`rnokpp|${data.rnokpp}`])
	];
}

const weights = [-1, 5, 7, 9, 4, 6, 10, 5, 7];

/** Whether ten digits are a tax number: the last one is made of the others. */
export function isRnokpp(digits: string): boolean {
	if (!/^\d{10}$/.test(digits)) return false;
	const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
	// JavaScript keeps the sign of what is divided.
	return (((sum % 11) + 11) % 11) % 10 === Number(digits[9]);
}
