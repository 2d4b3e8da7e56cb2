import { desc, eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { EvidenceKind } from '../../accounts/model.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { isInForce, type RevocationOutcome } from '../model.ts';

interface CentreShown {
	slug: string;
	name: Trilingual;
	phone: string;
}

interface OwnRevocation {
	id: string;
	at: number;
	centre: CentreShown;
	/** By the person, as after a move. */
	byOwnWish: boolean;
	reason: string;
	appealUntil: number;
	/** Whether it can be appealed now. */
	appealable: boolean;
	appeal: {
		text: string;
		at: number;
		centre: Trilingual;
		dueAt: number;
		outcome: RevocationOutcome | null;
		/** Null where silence decided. */
		reason: string | null;
		decidedAt: number | null;
	} | null;
}

export interface OwnVerification {
	state: 'none' | 'in_force' | 'expired' | 'revoked';
	/** What the centre saw; null for whoever was never verified. */
	seen: {
		centre: CentreShown;
		place: Area;
		evidence: EvidenceKind;
		verifiedAt: number;
		expiresAt: number;
	} | null;
	/** When it was agreed to, latest first. */
	consents: { givenAt: number; withdrawnAt: number | null }[];
	/** Latest first. */
	revocations: OwnRevocation[];
}

/** All that is kept of one's own verification. Refuses `not_signed_in`. */
export function ownVerification(store: Store, actor: Actor): Promise<OwnVerification> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const [row] = await db
			.select({ person: t.persons, centre: t.centres })
			.from(t.accounts)
			.innerJoin(t.persons, eq(t.persons.id, t.accounts.personId))
			.innerJoin(t.centres, eq(t.centres.id, t.persons.centreId))
			.where(eq(t.accounts.id, account.id));
		const consents = await db
			.select({
				givenAt: t.consents.givenAt,
				withdrawnAt: t.consents.withdrawnAt,
				kind: t.consents.kind
			})
			.from(t.consents)
			.where(eq(t.consents.accountId, account.id))
			.orderBy(desc(t.consents.givenAt));
		const history = {
			consents: consents.flatMap(({ kind, ...one }) => (kind === 'verification' ? [one] : [])),
			revocations: await revocationsOf(reader, account.id, row?.person.revokedAt ?? null)
		};
		if (!row) return { state: 'none', seen: null, ...history };
		const { person } = row;
		const ended = person.revokedAt === null ? 'expired' : 'revoked';
		const [place] = await areasByIds(reader, [person.areaId]);
		const { evidence, verifiedAt, expiresAt } = person;
		return {
			state: isInForce(person, now()) ? 'in_force' : ended,
			seen: { centre: shown(row.centre), place: place!, evidence, verifiedAt, expiresAt },
			...history
		};
	});
}

const shown = ({ slug, name, phone }: CentreShown): CentreShown => ({ slug, name, phone });

async function revocationsOf(
	{ db, t, now }: Reader,
	accountId: string,
	revokedAt: number | null
): Promise<OwnRevocation[]> {
	const rows = await db
		.select({ one: t.revocations, centre: t.centres })
		.from(t.revocations)
		.innerJoin(t.centres, eq(t.centres.id, t.revocations.centreId))
		.where(eq(t.revocations.accountId, accountId))
		.orderBy(desc(t.revocations.at));
	const names = new Map(
		(await db.select({ id: t.centres.id, name: t.centres.name }).from(t.centres)).map(
			({ id, name }) => [id, name]
		)
	);
	return rows.map(({ one, centre }) => {
		const byOwnWish = one.revokedBy === accountId;
		const waits = one.appealedAt === null && now() <= one.appealUntil && revokedAt === one.at;
		return {
			id: one.id,
			at: one.at,
			centre: shown(centre),
			byOwnWish,
			reason: one.reason,
			appealUntil: one.appealUntil,
			appealable: waits && !byOwnWish,
			appeal:
				one.appealedAt === null
					? null
					: {
							text: one.appealText!,
							at: one.appealedAt,
							centre: names.get(one.appealCentreId!)!,
							dueAt: one.dueAt!,
							outcome: one.outcome,
							reason: one.outcomeReason,
							decidedAt: one.decidedAt
						}
		};
	});
}
