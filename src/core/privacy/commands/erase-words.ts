import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { phaseOf } from '../../consultations/model.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { tellDesk } from '../../moderation/commands/tell-desk.ts';
import type { SubjectRef } from '../../moderation/queries/subject.ts';
import { keepContribution } from '../../search/commands/keep.ts';
import { keepsWords } from '../model.ts';

/** What somebody wrote: it goes while it can, and loses its name where an authority has to answer it. */
export async function eraseWords(writer: Writer, accountId: string): Promise<void> {
	await eraseContributions(writer, accountId);
	await eraseReplies(writer, accountId);
	await eraseSupports(writer, accountId);
	const { db, t } = writer;
	// The centre goes on knowing how many flagged something, and for what.
	await db
		.update(t.flags)
		.set({ accountId: null, note: '' })
		.where(eq(t.flags.accountId, accountId));
}

async function eraseContributions(writer: Writer, accountId: string): Promise<void> {
	const { db, t, now, emit } = writer;
	const rows = await db
		.select({ one: t.contributions, consultation: t.consultations })
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.contributions.accountId, accountId));
	for (const { one, consultation } of rows) {
		// An organisation's statement is its own, whoever wrote it down.
		const stays =
			one.visibility !== 'withdrawn' &&
			(one.organisationId !== null || keepsWords(phaseOf(consultation, now())));
		const version = stays || one.visibility === 'withdrawn' ? one.version : one.version + 1;
		await db
			.update(t.contributions)
			.set({
				authorName: '',
				...(!stays && { text: '', publicText: null, visibility: 'withdrawn', version })
			})
			.where(eq(t.contributions.id, one.id));
		if (!stays) {
			const within = { id: consultation.id, number: consultation.number! };
			await keepContribution(writer, within, { id: one.id, text: null });
			if (one.visibility !== 'withdrawn' && one.kind === 'proposal' && !one.answered)
				await db
					.update(t.consultations)
					.set({ pending: sql`${t.consultations.pending} - 1` })
					.where(eq(t.consultations.id, consultation.id));
			await eraseTraces(writer, { contributionId: one.id, replyId: '' });
			await db
				.delete(t.contributionVersions)
				.where(eq(t.contributionVersions.contributionId, one.id));
		} else await eraseDecidedAppeals(writer, { contributionId: one.id, replyId: '' });
		await eraseDispute(writer, one.id);
		emit({
			type: 'contribution.erased',
			topic: topicOfConsultation(consultation.number!),
			kind: 'contribution',
			id: one.id,
			version
		});
	}
}

async function eraseReplies(writer: Writer, accountId: string): Promise<void> {
	const { db, t, now, emit } = writer;
	const rows = await db
		.select({ one: t.replies, consultation: t.consultations })
		.from(t.replies)
		.innerJoin(t.contributions, eq(t.contributions.id, t.replies.contributionId))
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.replies.accountId, accountId));
	for (const { one, consultation } of rows) {
		// What was said in an office's name was said by the office.
		const stays =
			one.badge !== null || one.organisationId !== null || keepsWords(phaseOf(consultation, now()));
		const version = stays ? one.version : one.version + 1;
		await db
			.update(t.replies)
			.set({
				authorName: '',
				...(!stays && { text: '', publicText: null, visibility: 'withdrawn', version })
			})
			.where(eq(t.replies.id, one.id));
		if (!stays) await eraseTraces(writer, { contributionId: one.contributionId, replyId: one.id });
		emit({
			type: 'reply.erased',
			topic: topicOfConsultation(consultation.number!),
			kind: 'reply',
			id: one.id,
			version
		});
	}
}

/** Words of a text that is gone which stand elsewhere: what was taken out of it, what was said for it. */
async function eraseTraces(writer: Writer, { contributionId, replyId }: SubjectRef): Promise<void> {
	const { db, t, now } = writer;
	const { queueItems: item, moderationDecisions: decision } = t;
	const [queued] = await db
		.delete(item)
		.where(and(eq(item.contributionId, contributionId), eq(item.replyId, replyId)))
		.returning({ centreId: item.centreId });
	if (queued) await tellDesk(writer, queued.centreId);
	const decisions = await db
		.update(decision)
		.set({ fragment: null })
		.where(and(eq(decision.contributionId, contributionId), eq(decision.replyId, replyId)))
		.returning({ id: decision.id });
	const ids = decisions.map(({ id }) => id);
	if (ids.length === 0) return;
	// An appeal that waits has nothing left to restore.
	await db
		.update(t.appeals)
		.set({ outcome: 'upheld', decidedAt: now() })
		.where(and(inArray(t.appeals.decisionId, ids), isNull(t.appeals.outcome)));
	await db.update(t.appeals).set({ text: '' }).where(inArray(t.appeals.decisionId, ids));
}

/** An appeal that waits is still decided by what it says. */
async function eraseDecidedAppeals(
	{ db, t }: Writer,
	{ contributionId, replyId }: SubjectRef
): Promise<void> {
	const own = db
		.select({ id: t.moderationDecisions.id })
		.from(t.moderationDecisions)
		.where(
			and(
				eq(t.moderationDecisions.contributionId, contributionId),
				eq(t.moderationDecisions.replyId, replyId)
			)
		);
	await db
		.update(t.appeals)
		.set({ text: '' })
		.where(and(isNotNull(t.appeals.outcome), inArray(t.appeals.decisionId, own)));
}

/** A dispute that waits for the authority is taken back; of one that was answered, the answer stays. */
async function eraseDispute({ db, t }: Writer, contributionId: string): Promise<void> {
	const own = eq(t.disputes.contributionId, contributionId);
	await db.delete(t.disputes).where(and(own, sql`${t.disputes.supplement} is null`));
	await db.update(t.disputes).set({ text: '' }).where(own);
}

/** A mark counts until the consultation closes only as long as somebody stands behind it. */
async function eraseSupports({ db, t, now, emit }: Writer, accountId: string): Promise<void> {
	const rows = await db
		.select({
			id: t.contributions.id,
			version: t.contributions.version,
			consultation: t.consultations
		})
		.from(t.supports)
		.innerJoin(t.contributions, eq(t.contributions.id, t.supports.contributionId))
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.supports.accountId, accountId));
	await db.delete(t.supports).where(eq(t.supports.accountId, accountId));
	for (const { id, version, consultation } of rows) {
		if (keepsWords(phaseOf(consultation, now()))) continue;
		await db
			.update(t.contributions)
			.set({ supports: sql`${t.contributions.supports} - 1` })
			.where(eq(t.contributions.id, id));
		emit({
			type: 'contribution.supported',
			topic: topicOfConsultation(consultation.number!),
			kind: 'contribution',
			id,
			version
		});
	}
}
