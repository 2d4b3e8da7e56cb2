import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contributionNumber, readContributionNumber } from '#core/contributions/model.ts';
import { isReceiptCode, receiptCode } from '#core/contributions/receipts.ts';
import { report } from '../support/reports.ts';
import { codeOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;
let receipts: { number: string; code: string }[];

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	receipts = [];
	for (const actor of [world.olena, world.stepan, world.iryna])
		receipts.push((await world.write(actor, number)).receipt);
});
afterAll(() => world.storage.close());

let addresses = 0;
/** From an address of its own, unless one is given. */
const check = (receipt: object, address = `192.0.2.${addresses++}`) =>
	world.app.contributions.receipt(visitor, { ...receipts[0]!, ...receipt, address });

test('number and code open what became of it, however they are typed', async () => {
	const { number, code } = receipts[0]!;
	const fate = await check({});
	expect(fate).toMatchObject({ contribution: { number }, text: 'Додайте лавку біля центру.' });
	const typed = { number: ` ${number.toLowerCase()} `, code: code.toLowerCase().replace('-', ' ') };
	expect(await check(typed)).toEqual(fate);
	expect(await check({ number: number.replace('/0001', '/1') })).toEqual(fate);
});

test('a wrong code and an unknown number are the same no, and say nothing else', async () => {
	const [first, second] = [receipts[0]!, receipts[1]!];
	const refused = [
		{ code: second.code },
		{ code: 'AAAA-AAAA' },
		{ code: '' },
		{ number: second.number },
		{ number: first.number.replace('/0001', '/9999') },
		{ number: first.number.replace('/0001', '/999999999') },
		{ number: 'UA-XXX-2026-001/0001' },
		{ number: '0001' },
		{ number: '' }
	];
	for (const receipt of refused) expect(await codeOf(check(receipt))).toBe('not_found');
});

test('the code of one receipt tells nothing of that of its neighbour', () => {
	const { keys } = world.storage;
	const codes = Array.from({ length: 500 }, (_, n) =>
		receiptCode(keys, contributionNumber(number, n + 1))
	);
	expect(new Set(codes).size).toBe(codes.length);
	const sameLetters = codes
		.slice(1)
		.map((code, n) => [...code].filter((one, at) => one === codes[n]![at]).length - 1);
	// Of eight letters among 32, a quarter of one agrees by chance.
	expect(sameLetters.reduce((sum, one) => sum + one, 0) / sameLetters.length).toBeLessThan(0.5);
});

test('ten wrong tries from one address are enough for a quarter of an hour; the right code is free', async () => {
	const address = '198.51.100.7';
	for (let n = 0; n < 15; n++) expect(await codeOf(check({}, address))).toBe('done');
	for (let n = 0; n < 10; n++)
		expect(await codeOf(check({ code: `AAAA-AA${10 + n}` }, address))).toBe('not_found');
	expect(await codeOf(check({}, address))).toBe('too_many_attempts');
	expect(await codeOf(check({}))).toBe('done');
	world.moveTo(new Date(world.now() + 15 * 60_000 + 1).toISOString());
	expect(await codeOf(check({}, address))).toBe('done');
});

test('a receipt follows its words through hiding, answer and report', async () => {
	const { app, consultant } = world;
	const { id } = (await check({})).contribution;
	await app.moderation.decide(consultant, {
		id,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Те саме надіслано багато разів поспіль.'
	});
	const hidden = await check({});
	expect(hidden.contribution.text).toBeNull();
	expect(hidden).toMatchObject({
		text: 'Додайте лавку біля центру.',
		statements: [{ action: 'hidden', centre: { slug: 'cip-zhydachiv' } }]
	});
	expect(JSON.stringify(hidden)).not.toMatch(/decidedBy|"consultant"(?!,"decidedAt")/);
	world.moveTo('2026-12-30T10:00:00Z');
	await report(world, number);
	expect(await check({})).toMatchObject({
		contribution: { answer: { status: 'accepted' } },
		consultation: { phase: 'reported' }
	});
});

test('any number is read as it is meant, or not at all', () => {
	const consultation = fc
		.tuple(
			fc.constantFrom('UA', 'PL'),
			fc.constantFrom('DRO', 'ZHD'),
			fc.integer({ min: 2020, max: 2099 }),
			fc.integer({ min: 1, max: 99_999 })
		)
		.map(([country, body, year, n]) => `${country}-${body}-${year}-${String(n).padStart(3, '0')}`);
	const spaces = fc
		.array(fc.constantFrom(' ', '\t', '\u00a0', ''), { maxLength: 3 })
		.map((all) => all.join(''));
	fc.assert(
		fc.property(
			consultation,
			fc.integer({ min: 1, max: 999_999_999 }),
			spaces,
			(one, seq, space) => {
				const typed = space + contributionNumber(one, seq).toLowerCase() + space;
				expect(readContributionNumber(typed)).toEqual({
					number: contributionNumber(one, seq),
					consultation: one,
					seq
				});
			}
		)
	);
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (typed) => {
			const read = readContributionNumber(typed);
			if (read) expect(readContributionNumber(read.number)).toEqual(read);
		})
	);
});

test.each([
	['with a dash of another kind', 'UA–ZHD–2026–001/0012'],
	['with spaces instead of signs', ' ua zhd 2026 001 0012 '],
	['without any sign', 'uazhd20260010012'],
	['on a Ukrainian keyboard', 'УА-ZНD-2О26-ОО1/ОО12'],
	['with letters for digits', '№ UA-ZHD-2O26-OOl/OOI2'],
	['with a backslash', 'UA-ZHD-2026-001\\12']
])('a number typed %s is read', (_, typed) => {
	expect(readContributionNumber(typed)?.number).toBe('UA-ZHD-2026-001/0012');
});

test('a code typed in letters that look alike opens the receipt', () => {
	const { keys } = world.storage;
	const cyrillic: Record<string, string> = {
		A: 'А',
		B: 'В',
		C: 'С',
		E: 'Е',
		H: 'Н',
		K: 'К',
		M: 'М',
		P: 'Р',
		T: 'Т',
		X: 'Х',
		Y: 'У',
		S: 'Ѕ',
		J: 'Ј',
		3: 'З',
		0: 'О',
		1: 'І'
	};
	for (const seq of Array.from({ length: 40 }, (_, place) => place + 1)) {
		const named = contributionNumber(number, seq);
		const typed = receiptCode(keys, named).replace(/./g, (sign) => cyrillic[sign] ?? sign);
		expect(isReceiptCode(keys, named, typed.toLowerCase().replace('-', ' – ')), typed).toBe(true);
	}
});

test('no code but the right one opens a receipt, and no text makes the comparison fail', () => {
	const { keys } = world.storage;
	const right = receiptCode(keys, receipts[0]!.number);
	const plain = right.replace('-', '');
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({ unit: 'binary' }),
				fc.string({ unit: fc.constantFrom(...plain, '-', ' '), maxLength: 12 })
			),
			(typed) => {
				const same = typed.toUpperCase().replace(/[^0-9A-Z]/g, '') === plain;
				expect(isReceiptCode(keys, receipts[0]!.number, typed)).toBe(same);
			}
		)
	);
});
