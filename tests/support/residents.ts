import { eq } from 'drizzle-orm';
import type { App } from '#core/app.ts';
import type { AccountActor } from '#core/kernel/actor.ts';

export interface Resident {
	actor: AccountActor;
	personId: string;
	/** Of a session of theirs: signing in by password would take a while for hundreds. */
	cookie: string;
}

const visitor = { kind: 'visitor' } as const;

/** The open consultation of the demo that has a poll with one choice, and that poll. */
export async function openPoll(app: App) {
	const { items } = await app.consultations.list(visitor, { phase: 'open' });
	for (const { number } of items) {
		const page = await app.consultations.page(visitor, { number });
		const poll = page.polls.find(({ kind }) => kind === 'single');
		if (poll) return { number, topic: `c:${number}`, closesAt: page.closesAt, poll };
	}
	throw new Error('The demo has no open poll.');
}

/** A session of a consultant of the centre that moderates a consultation, found among the people of the demo. */
export async function consultantOf(app: App, number: string) {
	const { db, t } = app.storage;
	const ofNumber = eq(t.consultations.number, number);
	const [consultation] = await db.select().from(t.consultations).where(ofNumber);
	const roles = await db.select().from(t.roles);
	const { accountId } = roles.find(
		({ role, scopeId }) => role === 'consultant' && scopeId === consultation!.hostCentreId
	)!;
	return app.sessions.start(accountId, { secondFactorAt: app.storage.now() });
}

/** Verified persons who may vote in the poll, each signed in. */
export async function addResidents(
	app: App,
	pollId: string,
	count: number,
	name = 'resident'
): Promise<Resident[]> {
	const { storage } = app;
	const { consultation } = await app.polls.byId(visitor, { id: pollId });
	const areas = await storage.db.select().from(storage.t.areas);
	const home = areas.find(
		({ path, kind }) =>
			(kind === 'settlement' || kind === 'gmina') &&
			consultation.areaIds.some((id) => path.includes(id))
	)!;
	const [centre] = await storage.db.select().from(storage.t.centres).limit(1);
	const ids = Array.from({ length: count }, (_, n) => `${name}-${n}`);
	await storage.write({ kind: 'system', job: 'test' }, async ({ db, t, now }) => {
		for (const id of ids) {
			const personId = `person-${id}`;
			await db.insert(t.persons).values({
				id: personId,
				areaId: home.id,
				evidence: 'statement',
				centreId: centre!.id,
				verifiedAt: now(),
				expiresAt: now() + 730 * 86_400_000
			});
			await db.insert(t.accounts).values({
				id,
				login: id,
				name: 'Олена Коваль',
				language: 'uk',
				areaId: home.id,
				personId,
				registeredAt: now()
			});
		}
	});
	return Promise.all(
		ids.map(async (id) => {
			const { name, value } = await app.sessions.start(id);
			const actor = await app.sessions.actorOf(value);
			return {
				actor: actor as AccountActor,
				personId: `person-${id}`,
				cookie: `${name}=${value}`
			};
		})
	);
}
