import { and, asc, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor, Role } from '../../kernel/actor.ts';
import { partiesOf, subjectOf, type SubjectRef } from '../../moderation/queries/subject.ts';
import { declaredBy } from './conflicts.ts';
import { roleCounts } from './roles.ts';
import { stillThere } from './ties.ts';

export interface Overview {
	/** Proposals of others that wait for a decision. */
	toDecide: number;
	/** One's own, which wait for somebody else. */
	proposed: number;
	invitations: number;
	/** Staff of centres who have not declared conflicts, or more than a year ago. */
	undeclared: number;
	/** Requests for access without an answer. */
	accessRequests: number;
	roles: Record<Role, number>;
	authorities: number;
	centres: number;
	/** Cases that everybody of their centre passed on, or has ties with. */
	stranded: { number: string; seq: number; centre: string }[];
}

/** What waits for the administrators of the network. */
export function overview(store: Store, actor: Actor): Promise<Overview> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const p = t.adminProposals;
		const open = and(isNull(p.outcome), gt(p.expiresAt, now()));
		const staff = await declaredBy(reader, null);
		const undeclared = staff.filter(({ declaration }) => !declaration || declaration.over);
		return {
			toDecide: await db.$count(p, and(open, ne(p.proposedBy, account.id))),
			proposed: await db.$count(p, and(open, eq(p.proposedBy, account.id))),
			invitations: await db.$count(
				t.invitations,
				and(isNotNull(t.invitations.digest), gt(t.invitations.expiresAt, now()))
			),
			undeclared: new Set(undeclared.map(({ accountId }) => accountId)).size,
			accessRequests: await db.$count(
				t.accessibilityRequests,
				isNull(t.accessibilityRequests.answeredAt)
			),
			roles: await roleCounts(reader),
			authorities: await db.$count(t.authorities),
			centres: await db.$count(t.centres),
			stranded: await stranded(reader)
		};
	});
}

/** Of the most urgent cases those at which nobody of their centre may look any more. */
async function stranded(reader: Reader): Promise<Overview['stranded']> {
	const { db, t } = reader;
	const { contributionId, replyId, dueAt } = t.queueItems;
	const urgent = await db
		.select({ contributionId, replyId })
		.from(t.queueItems)
		.orderBy(asc(dueAt))
		.limit(100);
	const left: Overview['stranded'] = [];
	for (const ref of urgent) {
		const one = await strandedAt(reader, ref);
		if (one) left.push(one);
	}
	return left;
}

async function strandedAt(reader: Reader, ref: SubjectRef) {
	const subject = await subjectOf(reader, ref);
	const able = await stillThere(reader, subject.hostCentreId, subject, partiesOf(subject));
	if (able.length > 0) return null;
	return { number: subject.number, seq: subject.seq, centre: subject.centreSlug };
}
