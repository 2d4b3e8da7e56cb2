import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, cleanText, fold, nameLimits } from '#core/kernel/text.ts';

const limits = { min: 3, max: 20, multiline: true };
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	anyUnits()
);

/** Code units in any order: lone surrogates too. */
function anyUnits() {
	return fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
		.map((units) => String.fromCharCode(...units));
}

describe('text that comes in', () => {
	test('is composed, trimmed, and its lines end alike', () => {
		expect(cleanText('  Мий\u0306\u0020дім\r\nі сад\t \n', limits)).toEqual({
			text: 'Мий\u0306 дім\nі сад'
		});
		expect(cleanText('и\u0306ти \u0301', { max: 9 })).toEqual({ text: 'йти \u0301' });
	});

	test.each([
		['NUL', 'аб\0в'],
		['a bell', 'аб\u0007в'],
		['a lone CR', 'аб\rв'],
		['a C1 control', 'аб\u0085в'],
		['a bidi override', 'аб\u202Eв'],
		['a bidi isolate', 'аб\u2067в'],
		['an Arabic letter mark', 'аб\u061Cв'],
		['a lone surrogate', 'аб\uD800в'],
		['a noncharacter', 'аб\uFFFEв'],
		['a noncharacter of a higher plane', 'аб\u{1FFFF}в'],
		['a tower of marks', 'аб\u0332\u0333\u0334\u0335\u0336в']
	])('is refused with %s in it', (_, text) => {
		expect(cleanText(text, limits)).toEqual({ problem: 'bad_characters' });
	});

	test('keeps emoji, marks of direction, and four marks on a letter', () => {
		for (const text of ['так 👍🏽', 'а\u200Eб в', 'абв\u0332\u0333\u0334\u0335'])
			expect(cleanText(text, limits)).toEqual({ text: text.normalize('NFC') });
	});

	test('is counted in characters as people see them', () => {
		const families = '👨‍👩‍👧‍👦'.repeat(20);
		expect(cleanText(families, limits)).toEqual({ text: families });
		expect(cleanText(`${families}!`, limits)).toEqual({ problem: 'too_long', values: { max: 20 } });
		expect(cleanText('👨‍👩‍👧‍👦🇺🇦', limits)).toEqual({ problem: 'too_short', values: { min: 3 } });
		expect(cleanText('x'.repeat(21), limits)).toEqual({ problem: 'too_long', values: { max: 20 } });
		expect(cleanText('xy', limits)).toEqual({ problem: 'too_short', values: { min: 3 } });
	});

	test('one character without end is too long', () => {
		expect(cleanText('👩\u200D'.repeat(5000), limits)).toEqual({
			problem: 'too_long',
			values: { max: 20 }
		});
	});

	test('that nobody can see is empty', () => {
		for (const text of ['', ' \n\t', '\u200B\u200B\u200B\u200B', '\u3164\u3164\u3164', '\u00AD'])
			expect(cleanText(text, limits)).toEqual({ problem: 'required' });
		expect(cleanText('\u200B', { max: 9 })).toEqual({ text: '' });
		expect(cleanText('', { ...limits, optional: true })).toEqual({ text: '' });
		expect(cleanText('ab', { ...limits, optional: true })).toMatchObject({ problem: 'too_short' });
	});

	test('on one line has no line breaks', () => {
		expect(cleanText('одне\r\nдруге\u2028третє', { max: 30 })).toEqual({
			text: 'одне друге третє'
		});
	});

	test('never makes the gate throw, and once clean it stays as it is', () => {
		fc.assert(
			fc.property(anyText, fc.boolean(), (text, multiline) => {
				const once = cleanText(text, { max: 50, multiline });
				if ('text' in once) expect(cleanText(once.text, { max: 50, multiline })).toEqual(once);
				else expect(once.problem).toMatch(/^(bad_characters|too_long)$/);
			}),
			{ numRuns: 500 }
		);
	});

	test('holds nothing that was to be refused, wherever it stood', () => {
		const bad = fc.constantFrom(
			'\0',
			'\x1B',
			'\x9F',
			'\u202A',
			'\u2069',
			'\u061C',
			'\uDC00',
			'\uFDD0'
		);
		fc.assert(
			fc.property(fc.string(), bad, fc.string(), (before, one, after) => {
				expect(cleanText(`${before}${one}${after}`, { max: 1000, multiline: true })).toEqual({
					problem: 'bad_characters'
				});
			})
		);
	});
});

describe('a name', () => {
	test.each(["Мар'яна Косів-Лис", 'Олена Ґудзь', 'Łucja Żak', 'Jan Коваль', 'Żółw-Їжак', 'П. Лис'])(
		'may be %s',
		(name) => {
			expect(cleanName(name)).toEqual({ text: name });
		}
	);

	test('has one space between its words', () => {
		expect(cleanName(' Олена \u00A0\n Лис ')).toEqual({ text: 'Олена Лис' });
	});

	test.each([
		['Олeна', 'mixed_scripts'],
		['Иvan', 'mixed_scripts'],
		['Αnna', 'mixed_scripts'],
		['Оле\u200Bна', 'bad_characters'],
		['Оле\u00ADна', 'bad_characters'],
		['\u202EОлена', 'bad_characters'],
		['12345', 'bad_characters'],
		['О', 'too_short'],
		['О'.repeat(81), 'too_long'],
		['  ', 'required']
	])('cannot be %j: %s', (name, problem) => {
		expect(cleanName(name)).toMatchObject({ problem });
	});

	test('never makes the gate throw, and once clean it stays as it is', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const once = cleanName(text);
				if (!('text' in once)) return;
				expect(cleanName(once.text)).toEqual(once);
				expect(once.text.length).toBeGreaterThanOrEqual(nameLimits.min);
				expect(once.text).not.toMatch(/\p{C}/u);
			}),
			{ numRuns: 500 }
		);
	});
});

describe('search', () => {
	test.each([
		['Кам’янка-Бузька', "КАМ'ЯНКА-БУЗЬКА"],
		['Камʼянка', 'Кам`янка'],
		['Łańcut', 'lancut'],
		['  Турка \n рада', 'турка рада'],
		['Ки\u0301їв'.normalize('NFD'), 'ки\u0301їв'],
		['ﬁnał', 'final']
	])('finds %j by %j', (one, other) => {
		expect(fold(one)).toBe(fold(other));
	});

	test.each([
		['й', 'и'],
		['ї', 'і'],
		['ґ', 'г'],
		['Гринь', 'Ґринь'],
		['сім’я', 'сімя']
	])('keeps %s and %s apart', (one, other) => {
		expect(fold(one)).not.toBe(fold(other));
	});

	test('folds what is folded into itself', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(fold(fold(text))).toBe(fold(text));
			}),
			{ numRuns: 1000 }
		);
	});
});
