import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRegisterNumber, slugOf, sortKeyOf } from '#core/organisations/model.ts';
import { fold } from '#core/kernel/text.ts';

const digit = fc.integer({ min: 0, max: 9 });
const seven = fc.array(digit, { minLength: 7, maxLength: 7 }).map((all) => all.join(''));

/** The rule once more, written from the other end: a remainder of ten asks for the second row of weights. */
function checkDigit(number: string): number {
	const first = number.slice(0, 7);
	const middle = Number(`${first}0`) >= 30_000_000 && Number(`${first}0`) <= 60_000_000;
	const rows = middle
		? [
				[7, 1, 2, 3, 4, 5, 6],
				[9, 3, 4, 5, 6, 7, 8]
			]
		: [
				[1, 2, 3, 4, 5, 6, 7],
				[3, 4, 5, 6, 7, 8, 9]
			];
	for (const row of rows) {
		let sum = 0;
		for (const [place, weight] of row.entries()) sum += weight * Number(first[place]);
		if (sum % 11 !== 10) return sum % 11;
	}
	return 0;
}

test.each(['14360570', '00032129', '21673832', '31316718', '00032106'])(
	'%s, which stands in the register, is an EDRPOU number',
	(number) => expect(readRegisterNumber('UA', number)).toBe(number)
);

test('of ten last digits exactly one makes an EDRPOU number, and it is the check digit', () => {
	fc.assert(
		fc.property(seven, (first) => {
			fc.pre(first !== '0000000');
			const valid = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
				(last) => readRegisterNumber('UA', `${first}${last}`) !== null
			);
			expect(valid).toEqual([checkDigit(first)]);
		})
	);
});

test('both rows of weights are met in both ranges of numbers', () => {
	// A sum of ten modulo eleven by the first row; the second row gives 5, 0 and 7.
	for (const number of ['00000505', '10000063', '30000190'])
		expect([number, readRegisterNumber('UA', number.slice(0, 7) + checkDigit(number))]).toEqual([
			number,
			number.slice(0, 7) + checkDigit(number)
		]);
});

test('a slip in one digit of an EDRPOU number is noticed nine times in ten at least', () => {
	fc.assert(
		fc.property(seven, fc.integer({ min: 0, max: 6 }), digit, (first, place, other) => {
			fc.pre(first !== '0000000' && first[place] !== String(other) && place > 0);
			const right = `${first}${checkDigit(first)}`;
			const slipped = right.slice(0, place) + other + right.slice(place + 1);
			const noticed = readRegisterNumber('UA', slipped) === null;
			// What is not noticed has the same remainder, as eleven remainders share ten digits.
			expect(noticed || checkDigit(slipped) === Number(slipped[7])).toBe(true);
		})
	);
});

test('a KRS number has ten digits with the zeros that belong to it, however it is spaced', () => {
	expect(readRegisterNumber('PL', '0000123456')).toBe('0000123456');
	expect(readRegisterNumber('PL', ' 0000 123 456 ')).toBe('0000123456');
	expect(readRegisterNumber('PL', '0001034567')).toBe('0001034567');
	for (const wrong of ['123456', '00001234567', '0000000000', '1234567890', '00001234S6', ''])
		expect(readRegisterNumber('PL', wrong)).toBeNull();
});

test('a number of one country is none of the other, and a number of the demo is one in the demo only', () => {
	expect(readRegisterNumber('PL', '14360570')).toBeNull();
	expect(readRegisterNumber('UA', '0000123456')).toBeNull();
	expect(readRegisterNumber('UA', 'DEMO-00000001')).toBeNull();
	expect(readRegisterNumber('UA', 'demo-00000001', { demo: true })).toBe('DEMO-00000001');
});

test('spaces and dashes never make another organisation of the same number', () => {
	const spaced = fc.array(fc.constantFrom('', ' ', '-', '–', '\u00a0'), {
		minLength: 8,
		maxLength: 8
	});
	fc.assert(
		fc.property(spaced, (gaps) => {
			const typed = [...'14360570'].map((one, place) => one + gaps[place]!).join('');
			expect(readRegisterNumber('UA', typed)).toBe('14360570');
		})
	);
	expect(slugOf('UA', '14360570')).toBe('ua-14360570');
});

test('names stand in Ukrainian order, with ґ after г and є after е', () => {
	const names = ['Єдність', 'Енергія', 'Ґрунт', 'Громада', 'Ївга', 'Інша', 'Альянс', 'Zielony'];
	const sorted = names.toSorted((a, b) => (sortKeyOf(fold(a)) < sortKeyOf(fold(b)) ? -1 : 1));
	expect(sorted).toEqual([
		'Zielony',
		'Альянс',
		'Громада',
		'Ґрунт',
		'Енергія',
		'Єдність',
		'Інша',
		'Ївга'
	]);
});
