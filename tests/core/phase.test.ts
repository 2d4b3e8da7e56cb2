import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phaseOf, phases, statuses, type Clocked } from '#core/consultations/model.ts';
import { paragraphsFromText, textFromParagraphs } from '#core/consultations/paragraphs.ts';

const published: Clocked = {
	status: 'published',
	opensAt: 100,
	closesAt: 200,
	reportDueAt: 300,
	reportedAt: null,
	decidedAt: null
};

describe('the phase of a consultation', () => {
	test.each([
		[99, 'announced'],
		[100, 'open'],
		[199, 'open'],
		[200, 'analysis'],
		[300, 'analysis'],
		[301, 'report_overdue']
	] as const)('at %d it is %s', (now, phase) => {
		expect(phaseOf(published, now)).toBe(phase);
	});

	test('a report, and then a decision, end every delay', () => {
		for (const now of [250, 301, 10_000]) {
			expect(phaseOf({ ...published, reportedAt: 250 }, now)).toBe('reported');
			expect(phaseOf({ ...published, reportedAt: 250, decidedAt: 260 }, now)).toBe('decided');
		}
	});

	test.each(['draft', 'in_check', 'suspended', 'cancelled', 'archived'] as const)(
		'a consultation that is %s stays so whatever the clock says',
		(status) => {
			for (const now of [0, 150, 1000]) expect(phaseOf({ ...published, status }, now)).toBe(status);
		}
	);

	test('no instant is without a phase, and time never turns it back', () => {
		const instant = fc.option(fc.nat(), { nil: null });
		const clocked = fc.record({
			status: fc.constantFrom(...statuses),
			opensAt: instant,
			closesAt: instant,
			reportDueAt: instant,
			reportedAt: instant,
			decidedAt: instant
		});
		fc.assert(
			fc.property(clocked, fc.nat(), fc.nat(), (consultation, one, other) => {
				const [before, after] = [Math.min(one, other), Math.max(one, other)].map((now) =>
					phases.indexOf(phaseOf(consultation, now))
				);
				expect(before).toBeGreaterThanOrEqual(0);
				expect(after).toBeGreaterThanOrEqual(before!);
			})
		);
	});
});

describe('a pasted text becomes paragraphs', () => {
	const headingsAndTexts = (text: string) =>
		paragraphsFromText(text).map(({ heading, text }) => [heading, text]);

	test('empty lines part them, and they are numbered from 1', () => {
		expect(paragraphsFromText('Перший.\nДругий рядок.\n\n \n\r\nДругий.')).toEqual([
			{ id: 'p1', number: 1, heading: null, text: 'Перший.\nДругий рядок.' },
			{ id: 'p2', number: 2, heading: null, text: 'Другий.' }
		]);
	});

	test.each([
		['1. Що маємо зараз\n\nОдин автобус.', '1. Що маємо зараз'],
		['# Час\nОдин автобус.', 'Час'],
		['Розділ 1. Загальні положення\nОдин автобус.', 'Розділ 1. Загальні положення'],
		['Розділ 1\n\nЗагальні положення\n\nОдин автобус.', 'Розділ 1. Загальні положення'],
		['Rozdział II.\n\nOgólne\n\nОдин автобус.', 'Rozdział II. Ogólne'],
		['§ 3.\n\nОдин автобус.', '§ 3.']
	])('a heading goes to the paragraph after it: %j', (text, heading) => {
		expect(headingsAndTexts(text)).toEqual([[heading, 'Один автобус.']]);
	});

	test('items of a list, lone names and a last line are no headings', () => {
		expect(
			headingsAndTexts('а) вода\n\nВулиця Лісова\n\nВулиця Польова\n\n– ліс\n\nВулиця Нова')
		).toEqual([
			[null, 'а) вода'],
			[null, 'Вулиця Лісова'],
			['Вулиця Польова', '– ліс'],
			[null, 'Вулиця Нова']
		]);
	});

	test('nothing but space is no paragraph', () => {
		expect(paragraphsFromText(' \n\n\t\n #\n')).toEqual([]);
	});

	test('any paragraphs survive being written out and read again', () => {
		const line = fc
			.string({ unit: fc.constantFrom('#', 'а', 'Б', '.', '§', '1', ')', ' ', '–'), minLength: 1 })
			.map((text) => text.trim())
			.filter((text) => text !== '');
		const paragraph = fc.record({
			heading: fc.option(
				line.filter((text) => !text.startsWith('#')),
				{ nil: null }
			),
			text: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))
		});
		fc.assert(
			fc.property(fc.array(paragraph), (paragraphs) => {
				const again = paragraphsFromText(textFromParagraphs(paragraphs));
				expect(again.map(({ heading, text }) => ({ heading, text }))).toEqual(paragraphs);
			})
		);
	});
});
