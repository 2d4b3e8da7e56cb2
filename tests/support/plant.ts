import type { AccountActor } from '#core/kernel/actor.ts';
import { queueLetter } from '#core/mail/commands.ts';
import type { World } from './world.ts';

const visitor = { kind: 'visitor' } as const;
const job = { kind: 'system', job: 'test' } as const;

/** What is written in so many places that it could be found in each of them; letters and codes are sealed from the start. */
export const plantedKinds = [
	'name',
	'first',
	'second',
	'appeal',
	'reply',
	'flag',
	'email',
	'session',
	'device',
	'passkey',
	'public-key',
	'key-name',
	'post',
	'invited-name',
	'invited',
	'link'
] as const;
export type Planted = (typeof plantedKinds)[number];

/** Something of this person, in every place that keeps such a thing. */
export async function plant(
	world: World,
	me: AccountActor,
	number: string,
	token: (what: Planted) => string
) {
	const { app, storage } = world;
	const { items } = await app.contributions.list(visitor, { number, sort: 'old', limit: 1 });
	const other = items[0]!;
	await world.write(me, number, { text: token('first'), display: 'name' });
	const own = (await app.contributions.list(visitor, { number, sort: 'new', limit: 1 })).items[0]!;
	await app.contributions.correct(me, { id: own.id, version: 1, text: token('second') });
	await app.moderation.decide(world.consultant, {
		id: own.id,
		version: 2,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Схоже на рекламу товару, а не на думку.'
	});
	const [decision] = await app.moderation.ownStatements(me, { number, seq: own.seq });
	await app.moderation.appeal(me, {
		decisionId: decision!.id,
		text: `${token('appeal')} і ще кілька слів.`
	});
	await app.contributions.reply(me, {
		contributionId: other.id,
		text: token('reply'),
		display: 'name'
	});
	await app.contributions.support(me, { contributionId: other.id });
	await app.moderation.flag(me, { id: other.id, ground: 'M6_spam', note: token('flag') });
	await storage.write(job, async (writer) => {
		const { db, t, now } = writer;
		const accountId = me.id;
		const email = `${token('email')}@home.example`.toLowerCase();
		await db.insert(t.contacts).values({ accountId, email, confirmedAt: now() });
		await db.insert(t.sessions).values({
			id: token('session'),
			accountId,
			expiresAt: now() + 1e9,
			startedAt: now(),
			device: token('device')
		});
		await db.insert(t.passkeys).values({
			id: token('passkey'),
			accountId,
			publicKey: token('public-key'),
			counter: 0,
			transports: [],
			name: token('key-name'),
			createdAt: now()
		});
		await db.insert(t.representatives).values({
			organisationId: 'spilka',
			accountId,
			post: token('post')
		});
		await db.insert(t.invitations).values({
			id: `invited-${me.id}`,
			digest: null,
			role: 'representative',
			scope: 'organisation',
			scopeId: 'spilka',
			name: token('invited-name'),
			post: '',
			email: `${token('invited')}@home.example`,
			language: 'uk',
			invitedBy: 'official',
			at: now(),
			expiresAt: now(),
			acceptedBy: accountId,
			acceptedAt: now()
		});
		await queueLetter(writer, {
			kind: 'recovery',
			to: email,
			language: 'uk',
			accountId,
			values: { link: `/recover/${token('link')}`, login: token('link') }
		});
	});
}
