import { expect, test } from 'vitest';
import { openingAt } from '#core/centres/hours.ts';
import { words } from '#messages/generated/messages.js';
import { openingWords, weekInWords } from '../../src/web/lib/hours.ts';

const at = (time: string) => Date.parse(time);
const weekdays = [1, 2, 3, 4].map((day) => ({ day, from: '09:00', to: '18:00' }));
const hours = [
	...weekdays,
	{ day: 5, from: '14:30', to: '17:00' },
	{ day: 5, from: '10:00', to: '13:00' }
];

// 30 November 2026 is a Monday; Kyiv is two hours ahead in winter, three in summer.
test.each([
	[
		'2026-11-30T06:59:59Z',
		{ open: false, from: '09:00', inDays: 0, weekday: 1 },
		'2026-11-30T07:00:00Z'
	],
	['2026-11-30T07:00:00Z', { open: true, until: '18:00' }, '2026-11-30T16:00:00Z'],
	[
		'2026-11-30T16:00:00Z',
		{ open: false, from: '09:00', inDays: 1, weekday: 2 },
		'2026-12-01T07:00:00Z'
	],
	[
		'2026-12-04T11:00:00Z',
		{ open: false, from: '14:30', inDays: 0, weekday: 5 },
		'2026-12-04T12:30:00Z'
	],
	[
		'2026-12-04T15:00:00Z',
		{ open: false, from: '09:00', inDays: 3, weekday: 1 },
		'2026-12-07T07:00:00Z'
	]
])('at %s a centre says when that changes', (now, opening, changesAt) => {
	expect(openingAt(hours, at(now))).toEqual({ ...opening, changesAt: at(changesAt) });
});

test('on the morning after its clocks went forward it opens at the hour that they show', () => {
	const sunday = [{ day: 7, from: '09:00', to: '12:00' }];
	expect(openingAt(sunday, at('2026-03-29T05:30:00Z'))).toMatchObject({
		inDays: 0,
		changesAt: at('2026-03-29T06:00:00Z')
	});
});

test('a centre that opens once a week opens again on that day, and one without hours never', () => {
	const [monday] = weekdays;
	expect(openingAt([monday!], at('2026-11-30T16:00:00Z'))).toMatchObject({ inDays: 7, weekday: 1 });
	expect(openingAt([], at('2026-11-30T16:00:00Z'))).toBeNull();
});

test.each([
	['uk', '2026-11-30T10:00:00Z', 'Сьогодні відчинено до 18:00'],
	['pl', '2026-11-30T05:00:00Z', 'Teraz zamknięte, dziś otwarte od 9:00'],
	['en', '2026-11-30T17:00:00Z', 'Closed now, opens tomorrow at 9:00'],
	['uk', '2026-12-04T16:00:00Z', 'Зараз зачинено, працюватиме в понеділок з 9:00']
] as const)('in %s it says so', (lang, now, said) => {
	expect(openingWords(words(lang), hours, at(now))).toBe(said);
});

test('days with the same hours stand in one line', () => {
	expect(weekInWords(words('en'), 'en', hours)).toEqual([
		{ days: 'Monday – Thursday', times: '9:00–18:00' },
		{ days: 'Friday', times: '10:00–13:00, 14:30–17:00' },
		{ days: 'Saturday – Sunday', times: 'closed' }
	]);
});
