import { eq } from 'drizzle-orm';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { queueLetter } from '#core/mail/commands.ts';
import { waits } from '#core/mail/model.ts';
import { startMailServer } from '../support/mail.ts';
import { createMailing, type Mailing } from '../support/mailing.ts';
import { codeOf } from '../support/refusals.ts';
import { startDemo } from '../support/server.ts';
import { account } from '../support/world.ts';

const job = { kind: 'system', job: 'test' } as const;
const admin = account('admin', { roles: [{ role: 'admin', scope: 'network', scopeId: '' }] });

let mailing: Mailing;

beforeEach(async () => {
	mailing = await createMailing();
});
afterEach(() => mailing.close());

describe('a mail server', () => {
	test('that refuses gets the letter again, later and later, and at last no more', async () => {
		const { world, log, serve, queue, rows, later } = mailing;
		const { mailer } = await serve({
			onRcptTo: (_, __, callback) =>
				callback(Object.assign(new Error('olena@home.example is busy'), { responseCode: 450 }))
		});
		await queue('recovery');
		for (const [place, wait] of waits.entries()) {
			await mailer.deliver();
			const [letter] = await rows();
			expect(letter).toMatchObject({ tries: place + 1, problem: '450', sentAt: null });
			expect(letter!.dueAt - world.now()).toBe(wait);
			later(wait - 1);
			await mailer.deliver();
			expect((await rows())[0]!.tries).toBe(place + 1);
			later(1);
		}
		expect(await world.app.mail.state(admin, undefined)).toEqual({
			kinds: [{ kind: 'recovery', waiting: 1, refused: 1, givenUp: 0 }],
			problems: [{ problem: '450', count: 1 }]
		});
		await mailer.deliver();
		expect((await rows())[0]).toMatchObject({
			tries: waits.length + 1,
			sealed: null,
			sentAt: null
		});
		later(48 * 3_600_000);
		await mailer.deliver();
		expect(await world.app.mail.state(admin, undefined)).toMatchObject({
			kinds: [{ kind: 'recovery', waiting: 0, refused: 0, givenUp: 1 }]
		});
		expect(log).toHaveLength(waits.length + 1);
		expect(log.join()).not.toMatch(/olena|home\.example|CODE/);
	});

	test('that refuses one receiver gets the letters to others all the same', async () => {
		const { serve, queue } = mailing;
		const { mail, mailer } = await serve({
			onRcptTo: ({ address }, _, callback) =>
				callback(
					address.startsWith('olena')
						? Object.assign(new Error('no such box'), { responseCode: 550 })
						: undefined
				)
		});
		await queue('password_changed');
		await queue('password_changed', { to: 'stepan@home.example' });
		await mailer.deliver();
		expect(mail.letters.map(({ to }) => to)).toEqual([['stepan@home.example']]);
	});

	test('that hangs or drops the line keeps no letter, and all come when it is well', async () => {
		const { serve, queue, rows, later } = mailing;
		let ill: 'hangs' | 'drops' | undefined = 'hangs';
		const held: (() => void)[] = [];
		const options: SMTPServerOptions = {
			onMailFrom(_, __, callback) {
				if (ill === 'hangs') held.push(() => callback());
				else callback();
			},
			onRcptTo(_, __, callback) {
				if (ill === 'drops') mail.drop();
				else callback();
			}
		};
		const { mail, mailer } = await serve(options, 300);
		await queue('recovery');
		later(1000);
		await queue('password_changed');
		await mailer.deliver();
		// The second one was not even tried, and is first after a minute.
		expect((await rows()).map(({ tries }) => tries)).toEqual([1, 0]);
		ill = 'drops';
		later(61_000);
		await mailer.deliver();
		ill = undefined;
		later(5 * 60_000);
		await mailer.deliver();
		expect(mail.letters).toHaveLength(2);
		expect((await rows()).every(({ sentAt }) => sentAt !== null)).toBe(true);
	});

	test('that is not there at all loses nothing', async () => {
		const { sendBy, queue, rows } = mailing;
		const gone = await startMailServer();
		await gone.close();
		const mailer = sendBy(gone.url);
		await queue('recovery');
		await mailer.deliver();
		expect((await rows())[0]).toMatchObject({ tries: 1, problem: 'ESOCKET', sentAt: null });
	});
});

test('a letter that was taken by a process that died is sent by the next one, but not before', async () => {
	const { world, serve, queue, later } = mailing;
	await queue('recovery');
	expect(await world.app.mail.take(job, undefined)).toMatchObject({ kind: 'recovery', tries: 1 });
	const { mail, mailer } = await serve();
	await mailer.deliver();
	expect(mail.letters).toHaveLength(0);
	later(10 * 60_000);
	await mailer.deliver();
	expect(mail.letters).toHaveLength(1);
});

test('two senders on one outbox send each letter once', async () => {
	const { sendBy, serve, queue } = mailing;
	const { mail, mailer } = await serve();
	const other = sendBy(mail.url);
	for (let n = 0; n < 20; n++) await queue('password_changed', { to: `n${n}@home.example` });
	await Promise.all([mailer.deliver(), other.deliver()]);
	expect(new Set(mail.letters.map(({ to }) => to[0])).size).toBe(20);
	expect(mail.letters).toHaveLength(20);
});

test('the state of the outbox is for administrators', async () => {
	const { world } = mailing;
	expect(await codeOf(world.app.mail.state(world.olena, undefined))).toBe('not_allowed');
	expect(await codeOf(world.app.mail.state({ kind: 'visitor' }, undefined))).toBe('not_signed_in');
	expect(await codeOf(world.app.mail.take(admin, undefined))).toBe('not_allowed');
});

test('the running server sends by itself what an act has queued, with links to where it is', async () => {
	const mail = await startMailServer();
	const demo = await startDemo(Date.now, {
		settings: { VICHE_SMTP_URL: mail.url.href, VICHE_MAIL_FROM: 'viche@viche.example' }
	});
	try {
		expect(demo.app.options.mail).toBe(true);
		await demo.app.storage.write(job, (writer) =>
			queueLetter(writer, {
				kind: 'recovery',
				to: 'olena@home.example',
				language: 'en',
				accountId: null,
				values: { link: '/en/recover/CODE', login: 'olena.k' }
			})
		);
		await mail.received(1);
		expect(mail.letters[0]!.text).toContain(`\n${demo.origin}/en/recover/CODE\n`);
		const { db, t } = demo.app.storage;
		await expect.poll(() => db.$count(t.letters, eq(t.letters.kind, 'recovery'))).toBe(1);
	} finally {
		await demo.stop();
		await mail.close();
	}
});
