import { asc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { contributionNumber } from '../../../contributions/model.ts';
import { receiptCode } from '../../../contributions/receipts.ts';
import { statements } from '../../../moderation/queries/statements.ts';
import type { SubjectRef } from '../../../moderation/queries/subject.ts';
import type { DataRecord } from '../own-data.ts';

/** What somebody wrote, what it was before corrections, and what others decided and answered. */
export async function ofWords(reader: Reader, accountId: string) {
	const { db, t, keys } = reader;
	const rows = await db
		.select({ one: t.contributions, number: t.consultations.number, place: t.areas.name })
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.innerJoin(t.areas, eq(t.areas.id, t.contributions.areaId))
		.where(eq(t.contributions.accountId, accountId))
		.orderBy(asc(t.contributions.at));
	const written = rows.map(({ one, number, place }) => ({
		one,
		place,
		number: contributionNumber(number!, one.seq)
	}));
	const replies = await repliesOf(reader, accountId);
	const decisions: DataRecord[] = [];
	for (const { one, number } of written)
		decisions.push(...(await decided(reader, number, { contributionId: one.id, replyId: '' })));
	for (const { one, number } of replies)
		decisions.push(
			...(await decided(reader, number, { contributionId: one.contributionId, replyId: one.id }))
		);
	const numbers = new Map(written.map(({ one, number }) => [one.id, number]));
	return {
		contributions: written.map(({ one, number, place }): DataRecord => {
			const { kind, display, authorName, tier, channel, language, visibility, at, correctedAt } =
				one;
			return {
				number,
				code: receiptCode(keys, number),
				kind,
				text: one.text,
				state: visibility,
				...(one.publicText !== null && { publicText: one.publicText }),
				name: authorName,
				display,
				tier,
				place,
				channel,
				language,
				at,
				...(correctedAt !== null && { correctedAt })
			};
		}),
		versions: await versions(reader, numbers),
		answers: await answers(reader, numbers),
		replies: replies.map(({ one, number }): DataRecord => {
			const { text, visibility, authorName, display, language, at } = one;
			return { to: number, text, state: visibility, name: authorName, display, language, at };
		}),
		decisions
	};
}

async function repliesOf({ db, t }: Reader, accountId: string) {
	const rows = await db
		.select({ one: t.replies, seq: t.contributions.seq, number: t.consultations.number })
		.from(t.replies)
		.innerJoin(t.contributions, eq(t.contributions.id, t.replies.contributionId))
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.replies.accountId, accountId))
		.orderBy(asc(t.replies.at));
	return rows.map(({ one, seq, number }) => ({ one, number: contributionNumber(number!, seq) }));
}

async function versions({ db, t }: Reader, numbers: Map<string, string>): Promise<DataRecord[]> {
	if (numbers.size === 0) return [];
	const { contributionVersions: one } = t;
	const rows = await db
		.select()
		.from(one)
		.where(inArray(one.contributionId, [...numbers.keys()]))
		.orderBy(asc(one.at));
	return rows.map(({ contributionId, version, text, at }) => ({
		number: numbers.get(contributionId)!,
		version,
		text,
		at
	}));
}

async function answers({ db, t }: Reader, numbers: Map<string, string>): Promise<DataRecord[]> {
	if (numbers.size === 0) return [];
	const ids = [...numbers.keys()];
	const rows = await db
		.select({
			id: t.answeredContributions.contributionId,
			status: t.answeredContributions.status,
			reasons: t.answers.reasons,
			at: t.answers.at,
			dispute: t.disputes.text,
			supplement: t.disputes.supplement
		})
		.from(t.answeredContributions)
		.innerJoin(t.answers, eq(t.answers.id, t.answeredContributions.answerId))
		.leftJoin(t.disputes, eq(t.disputes.contributionId, t.answeredContributions.contributionId))
		.where(inArray(t.answeredContributions.contributionId, ids))
		.orderBy(asc(t.answers.at));
	return rows.map(({ id, status, reasons, at, dispute, supplement }) => ({
		number: numbers.get(id)!,
		status,
		reasons,
		at,
		...(dispute !== null && { dispute, supplement })
	}));
}

/** Who decided is told by centre, as to its author everywhere. */
async function decided(reader: Reader, number: string, ref: SubjectRef): Promise<DataRecord[]> {
	const all = await statements(reader, ref);
	return all.map(({ action, ground, reason, fragment, centre, decidedAt, appeal }) => ({
		number,
		action,
		ground,
		reason,
		...(fragment !== null && { fragment }),
		centre: centre.name,
		decidedAt,
		...(appeal !== null && {
			appealText: appeal.text,
			appealedAt: appeal.at,
			outcome: appeal.outcome,
			outcomeReason: appeal.reason
		})
	}));
}
