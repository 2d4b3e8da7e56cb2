import { and, eq } from 'drizzle-orm';
import { atDesk } from '../desk.ts';
import type { Demo } from '../server.ts';
import type { Pages } from './model.ts';

const visitor = { kind: 'visitor' } as const;
const reason = 'Запис із реєстру виявився давнім: людина там уже не мешкає.';

/** Verification in person, with a clash between two centres and an appeal, and what residents see of it. */
export async function verificationPages(demo: Demo): Promise<Pages> {
	const { app, actorOf } = demo;
	const { verification } = app;
	const { db, t } = app.storage;
	const [place] = await app.areas.residences(visitor, { q: 'тейсарів' });
	const areaId = place!.id;
	const consultant = await actorOf('consultant.zhydachiv');
	const coordinator = await actorOf('coordinator.zhydachiv');
	const personOf = async (login: string) => {
		const [account] = await db.select().from(t.accounts).where(eq(t.accounts.login, login));
		return account!.personId!;
	};
	const somebody = async (firstName: string) => {
		const done = await verification.verify(
			consultant,
			atDesk({ firstName, name: `${firstName} Коваль`, language: 'uk', areaId })
		);
		if (done.outcome !== 'verified') throw new Error(`${firstName} is a clash.`);
		return done.login;
	};

	const kept = await somebody('Олена');
	await verification.verify(
		await actorOf('consultant.turka'),
		atDesk({ centreId: 'cip-turka', name: 'Олена К.', language: 'uk', areaId })
	);
	const [clash] = await verification.clashes(coordinator, undefined);

	const lost = await somebody('Ганна');
	const personId = await personOf(lost);
	const { id } = await verification.revoke(coordinator, { personId, reason, confirmed: true });
	await verification.appeal(await actorOf(lost), { id, text: 'Я мешкаю тут, як і мешкала.' });
	const drawn = await coordinatorOf(demo, id);
	const unappealed = await somebody('Марія');
	await verification.revoke(coordinator, {
		personId: await personOf(unappealed),
		reason,
		confirmed: true
	});

	return {
		'consultant.zhydachiv': [
			'/desk/verify',
			'/desk/verify/consent',
			'/desk/cards',
			'/desk/verifications',
			'/desk/verifications?login=nobody'
		],
		'coordinator.zhydachiv': [
			'/desk/verifications',
			`/desk/verifications/${await personOf(kept)}`,
			'/desk/clashes',
			`/desk/clashes/${clash!.id}`,
			'/desk/limits'
		],
		// Of another raion.
		[drawn]: ['/desk/revocations', `/desk/revocations/${id}`],
		[kept]: ['/account/verification'],
		[lost]: ['/account/verification'],
		[unappealed]: ['/account/verification']
	};
}

/** Who coordinates the centre that was drawn for an appeal. */
async function coordinatorOf({ app }: Demo, id: string): Promise<string> {
	const { db, t } = app.storage;
	const [found] = await db
		.select({ login: t.accounts.login })
		.from(t.revocations)
		.innerJoin(t.roles, eq(t.roles.scopeId, t.revocations.appealCentreId))
		.innerJoin(t.accounts, eq(t.accounts.id, t.roles.accountId))

		.where(and(eq(t.revocations.id, id), eq(t.roles.role, 'coordinator')));
	return found!.login;
}
