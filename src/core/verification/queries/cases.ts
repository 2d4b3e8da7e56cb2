import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { EvidenceKind } from '../../accounts/model.ts';
import { centreById } from '../../centres/queries.ts';
import { scopesOf, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { ClashOutcome } from '../model.ts';
import { clashStanding, revocationStanding } from '../policy.ts';

interface CentreOfCase {
	name: Trilingual;
	phone: string;
}

export interface ClashItem {
	id: string;
	at: number;
	first: CentreOfCase;
	second: CentreOfCase;
	outcome: ClashOutcome | null;
	note: string | null;
	settledAt: number | null;
}

export interface ClashPage extends ClashItem {
	/** Of the first verification; null where it is nobody's any more. */
	verified: { login: string; verifiedAt: number; evidence: EvidenceKind } | null;
	/** Of whoever came afterwards; null without an account. */
	asked: { login: string } | null;
}

/** Clashes at the centres that the actor coordinates, those that wait first. */
export function clashList(store: Store, actor: Actor): Promise<ClashItem[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const centreIds = scopesOf(account, 'coordinator');
		const { t } = reader;
		const rows = await clashesWhere(
			reader,
			or(inArray(t.clashes.firstCentreId, centreIds), inArray(t.clashes.secondCentreId, centreIds))
		);
		return rows.map(shown);
	});
}

/**
 * One clash, for the coordinators of both centres: of the people no more than the logins, by which each centre finds
 * its own papers. Refuses `not_found`, `not_allowed`.
 */
export function clashPage(store: Store, actor: Actor, { id }: { id: string }): Promise<ClashPage> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const [row] = await clashesWhere(reader, eq(t.clashes.id, id));
		if (!row) throw new Refusal('not_found');
		const { clash } = row;
		if (!clashStanding(account, clash)) throw new Refusal('not_allowed');
		const [verified] = await db
			.select({
				login: t.accounts.login,
				verifiedAt: t.persons.verifiedAt,
				evidence: t.persons.evidence
			})
			.from(t.persons)
			.innerJoin(t.accounts, eq(t.accounts.personId, t.persons.id))
			.where(eq(t.persons.id, clash.personId));
		const [asked] = await db
			.select({ login: t.accounts.login })
			.from(t.accounts)
			.where(eq(t.accounts.id, clash.accountId ?? ''));
		return { ...shown(row), verified: verified ?? null, asked: asked ?? null };
	});
}

/** Each clash with the two centres. */
async function clashesWhere(reader: Reader, where: SQL | undefined) {
	const { db, t } = reader;
	const rows = await db
		.select()
		.from(t.clashes)
		.where(where)
		.orderBy(sql`case when ${t.clashes.outcome} is null then 0 else 1 end`, desc(t.clashes.at))
		.limit(100);
	return Promise.all(
		rows.map(async (clash) => ({
			clash,
			first: await centreById(reader, clash.firstCentreId),
			second: await centreById(reader, clash.secondCentreId)
		}))
	);
}

type ClashRow = Awaited<ReturnType<typeof clashesWhere>>[number];

const shown = ({ clash, first, second }: ClashRow): ClashItem => ({
	id: clash.id,
	at: clash.at,
	first: { name: first.name, phone: first.phone },
	second: { name: second.name, phone: second.phone },
	outcome: clash.outcome,
	note: clash.note,
	settledAt: clash.settledAt
});

export interface RevocationItem {
	id: string;
	/** Which centre took it back. */
	centre: Trilingual;
	appealedAt: number;
	dueAt: number;
}

export interface RevocationPage extends RevocationItem {
	reason: string;
	at: number;
	evidence: EvidenceKind;
	appealText: string;
}

/** Appeals that were drawn for the centres that the actor coordinates, most urgent first. */
export function revocationQueue(store: Store, actor: Actor): Promise<RevocationItem[]> {
	const account = signedIn(actor);
	return store.read(async ({ db, t }) => {
		const rows = await db
			.select({
				id: t.revocations.id,
				centre: t.centres.name,
				appealedAt: t.revocations.appealedAt,
				dueAt: t.revocations.dueAt
			})
			.from(t.revocations)
			.innerJoin(t.centres, eq(t.centres.id, t.revocations.centreId))
			.where(
				and(
					inArray(t.revocations.appealCentreId, scopesOf(account, 'coordinator')),
					isNull(t.revocations.outcome),
					isNotNull(t.revocations.appealedAt)
				)
			)
			.orderBy(asc(t.revocations.dueAt))
			.limit(100);
		return rows.map((row) => ({ ...row, appealedAt: row.appealedAt!, dueAt: row.dueAt! }));
	});
}

/** One of them, without a name. Refuses `not_found`, `not_allowed`, `already_decided`. */
export function revocationPage(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<RevocationPage> {
	const account = signedIn(actor);
	return store.read(async ({ db, t }) => {
		const [row] = await db
			.select({
				revocation: t.revocations,
				centre: t.centres.name,
				evidence: t.persons.evidence
			})
			.from(t.revocations)
			.innerJoin(t.centres, eq(t.centres.id, t.revocations.centreId))
			.innerJoin(t.persons, eq(t.persons.id, t.revocations.personId))
			.where(eq(t.revocations.id, id));
		if (!row || row.revocation.appealedAt === null) throw new Refusal('not_found');
		const { revocation, centre, evidence } = row;
		if (!revocationStanding(account, revocation)) throw new Refusal('not_allowed');
		if (revocation.outcome !== null) throw new Refusal('already_decided');
		const { reason, at, appealText, appealedAt, dueAt } = revocation;
		return {
			id,
			centre,
			reason,
			at,
			evidence,
			appealText: appealText!,
			appealedAt: appealedAt!,
			dueAt: dueAt!
		};
	});
}
