import { and, eq, gt, gte, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { evidenceKinds, type EvidenceKind } from '../../accounts/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { startOfDay } from '../../kernel/time.ts';
import { mergeSmall } from '../model.ts';
import { centreZone } from '../../centres/hours.ts';
import { centreDay } from '../tell.ts';

export interface VerificationStatistics {
	year: number;
	/** Verified this year, whether for the first time or anew. */
	verified: number;
	inForce: number;
	/** Of those in force by what the centre saw; small cells are put together, null where there are too few. */
	byEvidence: { kinds: EvidenceKind[]; count: number }[] | null;
	/** This year, by a coordinator. */
	revoked: number;
	clashesSettled: number;
}

/** What everybody may know of a centre's verifications (requirements §5.2). Refuses `not_found`. */
export function verificationStatistics(
	store: Store,
	_: Actor,
	{ slug }: { slug: string }
): Promise<VerificationStatistics> {
	return store.read(async ({ db, t, now }) => {
		const [centre] = await db
			.select({ id: t.centres.id })
			.from(t.centres)
			.where(eq(t.centres.slug, slug));
		if (!centre) throw new Refusal('not_found');
		const year = Number(centreDay(now()).slice(0, 4));
		const since = startOfDay(`${year}-01-01`, centreZone);
		const here = eq(t.persons.centreId, centre.id);
		const kinds = await db
			.select({ evidence: t.persons.evidence, count: sql<number>`count(*)` })
			.from(t.persons)
			.where(and(here, isNull(t.persons.revokedAt), gt(t.persons.expiresAt, now())))
			.groupBy(t.persons.evidence);
		const counts = Object.fromEntries(
			evidenceKinds.map((kind) => [
				kind,
				Number(kinds.find(({ evidence }) => evidence === kind)?.count ?? 0)
			])
		) as Record<EvidenceKind, number>;
		return {
			year,
			verified: await db.$count(t.persons, and(here, gte(t.persons.verifiedAt, since))),
			inForce: Object.values(counts).reduce((sum, one) => sum + one, 0),
			byEvidence: mergeSmall(counts),
			revoked: await db.$count(
				t.revocations,
				and(
					eq(t.revocations.centreId, centre.id),
					gte(t.revocations.at, since),
					ne(t.revocations.revokedBy, t.revocations.accountId)
				)
			),
			clashesSettled: await db.$count(
				t.clashes,
				and(
					or(eq(t.clashes.firstCentreId, centre.id), eq(t.clashes.secondCentreId, centre.id)),
					isNotNull(t.clashes.outcome),
					gte(t.clashes.settledAt, since)
				)
			)
		};
	});
}
