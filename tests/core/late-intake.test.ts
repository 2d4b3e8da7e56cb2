import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let number: string;
const visitor = { kind: 'visitor' } as const;

/** Open from Tuesday, 1 December to Wednesday, 16 December 2026: the vector of requirements §2.4. */
beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open({
		opensOn: '2026-12-01',
		closesOn: '2026-12-16',
		shortTermReason: 'Закон вимагає рішення до кінця року.'
	}));
});
afterAll(() => world.storage.close());

let serial = 100;
const enter = (fields: object = {}, actor = world.consultant) =>
	world.app.contributions.enter(actor, {
		number,
		channel: 'paper',
		kind: 'proposal',
		text: 'Зробіть пандус біля пошти.',
		name: 'Марія Дутка',
		areaId: 'teisariv',
		display: 'initials',
		receivedOn: '2026-12-14',
		formSerial: `ZHD-${serial++}`,
		transcription: 'verbatim',
		...fields
	});

test('the centre enters what it received, and everybody sees where it comes from', async () => {
	world.moveTo('2026-12-14T12:00:00Z');
	const { seq, receipt } = await enter();
	expect(await world.app.contributions.bySeq(visitor, { number, seq })).toMatchObject({
		channel: 'paper',
		author: { as: 'initials', name: 'М. Д.', tier: 'declared' },
		provenance: { centre: { slug: 'cip-zhydachiv' }, receivedOn: '2026-12-14' }
	});
	const fate = await world.app.contributions.receipt(visitor, { ...receipt, address: '192.0.2.1' });
	expect(fate.text).toBe('Зробіть пандус біля пошти.');
});

test('only the staff of its centre enters, no official and no other centre', async () => {
	const { official, strangers, olena, otherCoordinators } = world;
	for (const actor of [official, strangers, olena, otherCoordinators['cip-turka']!])
		expect(await codeOf(enter({}, actor))).toBe('not_allowed');
	expect(await codeOf(enter({}, world.coordinator))).toBe('done');
});

test('one serial is one entry, however it is written', async () => {
	await enter({ formSerial: 'ZHD-0042' });
	expect(await codeOf(enter({ formSerial: ' zhd-0042 ' }))).toBe('serial_taken');
	expect(await fieldErrorsOf(enter({ formSerial: '' }))).toEqual(['formSerial: required']);
	expect(await fieldErrorsOf(enter({ formSerial: '42' }))).toEqual(['formSerial: bad_characters']);
});

test('a refused entry leaves nothing behind: no number, no proposal that waits', async () => {
	const before = await world.app.consultations.page(visitor, { number });
	expect(await codeOf(enter({ formSerial: 'ZHD-0042' }))).toBe('serial_taken');
	const after = await world.app.consultations.page(visitor, { number });
	expect([after.counts, after.pending]).toEqual([before.counts, before.pending]);
	const { seq } = await enter();
	const { items } = await world.app.contributions.list(visitor, { number, sort: 'new' });
	expect(items.map((one) => one.seq)).toEqual(Array.from({ length: seq }, (_, n) => seq - n));
});

test('voice has no serial, and an opinion may come without a name where the rules take it', async () => {
	const phone = { channel: 'phone', formSerial: undefined };
	expect(await codeOf(enter(phone))).toBe('done');
	expect(await codeOf(enter(phone))).toBe('done');
	const nameless = await enter({ ...phone, kind: 'opinion', name: '' });
	expect(await world.app.contributions.bySeq(visitor, { number, seq: nameless.seq })).toMatchObject(
		{
			author: { as: 'resident' }
		}
	);
	expect(await fieldErrorsOf(enter({ ...phone, name: '' }))).toEqual(['name: required']);
});

test('what is wrong with an entry is told field by field', async () => {
	expect(
		await fieldErrorsOf(
			enter({
				kind: 'remark',
				text: '',
				areaId: 'oblast',
				transcription: 'guessed',
				formSerial: ''
			})
		)
	).toEqual([
		'text: required',
		'paragraphId: required',
		'areaId: unknown_place',
		'formSerial: required',
		'transcription: not_a_choice'
	]);
	for (const receivedOn of ['2026-12-15', 'учора', ''])
		expect(await fieldErrorsOf(enter({ receivedOn }))).toEqual([
			receivedOn === '' ? 'receivedOn: required' : 'receivedOn: not_a_date'
		]);
});

test('received on 16 December, entered on 21 December: accepted, and shown as late (T14)', async () => {
	world.moveTo('2026-12-21T10:00:00Z');
	const { seq } = await enter({ receivedOn: '2026-12-16' });
	const { provenance } = await world.app.contributions.bySeq(visitor, { number, seq });
	expect(provenance).toMatchObject({ receivedOn: '2026-12-16', enteredAt: world.now() });
});

test('received on 17 December: refused (T14)', async () => {
	expect(await codeOf(enter({ receivedOn: '2026-12-17' }))).toBe('received_too_late');
});

test('five working days after closing the window shuts, whatever was received in time', async () => {
	world.moveTo('2026-12-23T21:59:00Z');
	expect(await codeOf(enter({ receivedOn: '2026-12-16' }))).toBe('done');
	world.moveTo('2026-12-23T22:00:00Z');
	expect(await codeOf(enter({ receivedOn: '2026-12-16' }))).toBe('received_too_late');
});
