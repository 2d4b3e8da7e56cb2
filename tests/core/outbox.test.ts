import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '#core/app.ts';
import { queueLetter } from '#core/mail/commands.ts';
import { lease } from '#core/mail/model.ts';
import { account, createWorld, type World } from '../support/world.ts';

let world: World;
const job = { kind: 'system', job: 'mail' } as const;
const admin = account('admin', { roles: [{ role: 'admin', scope: 'network', scopeId: '' }] });

beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.storage.close());

const queue = (to: string) =>
	world.storage.write(job, (writer) =>
		queueLetter(writer, { kind: 'recovery', to, language: 'uk', accountId: null, values: {} })
	);
const later = (ms: number) => world.moveTo(new Date(world.now() + ms).toISOString());

test('two processes never hold the same letter, and the oldest goes first', async () => {
	const options = { secure: false, demo: false, mail: true, holidaysAreWorkingDays: true };
	const other = await createApp(world.storage, options);
	for (let n = 0; n < 6; n++) {
		await queue(`n${n}@home.example`);
		later(1);
	}
	const taken = await Promise.all(
		[world.app, other, world.app, other, world.app, other, other].map(({ mail }) =>
			mail.take(job, undefined)
		)
	);
	expect(taken.map((letter) => letter?.to)).toEqual([
		...Array.from({ length: 6 }, (_, n) => `n${n}@home.example`),
		undefined
	]);
});

test('what was taken and not heard of again is taken again; what was sent is forgotten', async () => {
	const { app, storage } = world;
	later(lease);
	const again = await app.mail.take(job, undefined);
	expect(again).toMatchObject({ to: 'n0@home.example', tries: 2 });
	await app.mail.sent(job, { id: again!.id });
	await app.mail.failed(job, { id: again!.id, problem: '450', tries: 2 });
	const { db, t } = storage;
	const sent = (await db.select().from(t.letters)).find(({ id }) => id === again!.id);
	expect(sent).toMatchObject({ sealed: null, problem: null });
	expect(sent!.sentAt).not.toBeNull();
	expect(await app.mail.state(admin, undefined)).toEqual({
		kinds: [{ kind: 'recovery', waiting: 5, refused: 0, givenUp: 0 }],
		problems: []
	});
});
