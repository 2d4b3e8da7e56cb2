import { eq } from 'drizzle-orm';
import { latestProfile } from '#core/consultations/queries/profiles.ts';
import type { Storage } from '#storage/storage.ts';
import type { Demo } from '../server.ts';
import { day } from '../world.ts';
import type { Player } from './cast.ts';

const system = { kind: 'system', job: 'test' } as const;
const organisation = 'planted-organisation';

interface Setting {
	cast: Map<string, Player>;
	centreId: string;
	otherCentreId: string;
	/** Where the lot fell for appeals, and who coordinates there. */
	drawn: { centreId: string; coordinatorId: string };
	profileId: string;
}

/** What verification, organisations and administration are about: something of each kind, waiting. */
export async function setPeople({ app }: Demo, setting: Setting) {
	const { cast, centreId, otherCentreId, drawn, profileId } = setting;
	const { storage } = app;
	const idOf = (name: string) => cast.get(name)!.id!;
	const verified = `person-${idOf('verified')}`;
	const clash = 'planted-clash';
	const suspended = 'planted-suspended';
	const pendingOrganisation = 'planted-pending';
	const areaId = cast.get('author')!.actor!.areaId;
	await storage.write(system, async ({ db, t, now }) => {
		await db.insert(t.clashes).values({
			id: clash,
			personId: verified,
			firstCentreId: centreId,
			secondCentreId: otherCentreId,
			accountId: idOf('declared'),
			consultantId: idOf('consultant elsewhere'),
			at: now()
		});
		await db.insert(t.accounts).values({
			id: suspended,
			login: suspended,
			name: 'Планта suspended',
			language: 'uk',
			areaId,
			registeredAt: now(),
			suspendedAt: now(),
			suspendedReason: 'Хтось розсилав з нього рекламу.'
		});
		await db.insert(t.organisations).values({
			id: pendingOrganisation,
			slug: pendingOrganisation,
			name: { uk: 'Громада', pl: 'Wspólnota', en: 'Community' },
			registerNumber: '12345670',
			areaId,
			status: 'pending',
			centreId,
			registeredBy: idOf('declared'),
			registeredAt: now()
		});
	});
	const taken = { cast, centreId, from: verified, revokedBy: idOf('coordinator') };
	const appealedAt = drawn.centreId;
	const own = { ...taken, revokedBy: drawn.coordinatorId, appealedAt };
	const revocations = {
		/** The author may still appeal. */
		revoked: await revoke(storage, 'planted-revoked', taken),
		revocation: await revoke(storage, 'planted-revocation', { ...taken, appealedAt }),
		/** Taken back by the one to whom the lot fell. */
		ownRevocation: await revoke(storage, 'planted-own-revocation', own)
	};

	const invitation = { name: 'Оксана Вовк', post: '', email: '', language: 'uk' } as const;
	const coordinator = cast.get('coordinator')!.actor!;
	const waiting = await app.staff.invite(coordinator, { centreId, ...invitation });
	const representative = await app.organisations.invite(cast.get('representative')!.actor!, {
		organisationId: organisation,
		...invitation,
		post: 'голова',
		way: 'code'
	});
	const proposal = await app.administration.propose(cast.get('admin')!.actor!, {
		change: {
			kind: 'end_role',
			accountId: idOf('consultant'),
			role: 'consultant',
			scopeId: centreId
		},
		reason: 'Так вирішила рада мережі.'
	});
	const { db, t } = storage;
	const [served] = await db
		.select()
		.from(t.centreAreas)
		.where(eq(t.centreAreas.centreId, centreId));
	return {
		things: {
			verified: { centreId, ownerId: idOf('verified') },
			clash: { centreId, secondCentreId: otherCentreId, ownerId: idOf('declared') },
			revocation: {
				centreId: drawn.centreId,
				ownerId: idOf('author'),
				earlierId: idOf('coordinator')
			},
			ownRevocation: {
				centreId: drawn.centreId,
				ownerId: idOf('author'),
				earlierId: drawn.coordinatorId
			},
			ofCoordinator: { centreId, ownerId: idOf('coordinator') },
			organisation: { centreId, ownerId: idOf('representative') },
			proposal: { earlierId: idOf('admin') }
		},
		verified,
		clash,
		suspended,
		organisation,
		pendingOrganisation,
		...revocations,
		staffInvitation: waiting.id,
		invitationCode: waiting.code!,
		representativeInvitation: representative.id,
		proposal: proposal.id,
		profile: await latestProfile(storage, profileId),
		served: served!.areaId
	};
}

interface Revoked {
	cast: Map<string, Player>;
	centreId: string;
	/** A verification like this one, of the author. */
	from: string;
	revokedBy: string;
	/** The centre where the author appealed. */
	appealedAt?: string;
}

async function revoke(storage: Storage, id: string, revoked: Revoked): Promise<string> {
	const { cast, centreId, from, revokedBy, appealedAt: appealCentreId } = revoked;
	await storage.write(system, async ({ db, t, now }) => {
		const [person] = await db.select().from(t.persons).where(eq(t.persons.id, from));
		const personId = `person-${id}`;
		await db.insert(t.persons).values({ ...person!, id: personId, revokedAt: now() });
		await db.insert(t.revocations).values({
			id,
			personId,
			accountId: cast.get('author')!.id!,
			centreId,
			reason: 'Запис із реєстру виявився давнім: людина там уже не мешкає.',
			revokedBy,
			at: now(),
			appealUntil: now() + 100 * day,
			...(appealCentreId !== undefined && {
				appealText: 'Я мешкаю тут, як і мешкала.',
				appealedAt: now(),
				appealCentreId,
				dueAt: now() + 10 * day
			})
		});
	});
	return id;
}
