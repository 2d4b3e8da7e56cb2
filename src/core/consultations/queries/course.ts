import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { query, type Reader } from '#storage/storage.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { AppealOutcome, Ground, ModerationAction } from '../../moderation/model.ts';
import type { ChangeKind, ChangeRole } from '../model.ts';

type CentreName = { slug: string; town: Trilingual };

/**
 * A step of a consultation's public course. It names offices and numbers of contributions, never persons
 * and never words.
 */
export type CourseStep =
	| {
			step: 'changed';
			at: number;
			kind: ChangeKind;
			role: ChangeRole;
			reason: string;
			document: string | null;
			/** Closing before and after, where it moved. */
			closedAt: number | null;
			closesAt: number | null;
	  }
	| {
			step: 'moderated';
			at: number;
			action: ModerationAction;
			ground: Ground;
			seq: number;
			isReply: boolean;
			centre: CentreName;
	  }
	| { step: 'appealed'; at: number; seq: number; centre: CentreName }
	| {
			step: 'appeal_decided';
			at: number;
			seq: number;
			outcome: AppealOutcome;
			/** Nobody decided in time, and that restores (requirements §4.5). */
			bySilence: boolean;
			centre: CentreName;
	  }
	| { step: 'report_corrected'; at: number; reason: string };

/** All of them, oldest first. */
export async function courseOf(reader: Reader, consultationId: string): Promise<CourseStep[]> {
	const steps = [
		...(await changesOf(reader, consultationId)),
		...(await moderationOf(reader, consultationId)),
		...(await correctionsOf(reader, consultationId))
	];
	return steps.sort((a, b) => a.at - b.at);
}

async function changesOf(reader: Reader, consultationId: string): Promise<CourseStep[]> {
	const rows = await reader.run(changesQuery, { consultationId });
	return rows.map((row) => ({ step: 'changed', ...row }));
}

async function moderationOf(reader: Reader, consultationId: string): Promise<CourseStep[]> {
	const decisions = await reader.run(decisionsQuery, { consultationId });
	const appeals = await reader.run(appealsQuery, { consultationId });
	const moderated = decisions.map(({ replyId, ...row }): CourseStep => ({
		step: 'moderated',
		isReply: replyId !== '',
		...row
	}));
	const appealed = appeals.flatMap(
		({ at, seq, centre, outcome, decidedAt, decidedBy }): CourseStep[] => {
			const made: CourseStep = { step: 'appealed', at, seq, centre };
			if (outcome === null) return [made];
			const bySilence = decidedBy === null;
			return [made, { step: 'appeal_decided', at: decidedAt!, seq, outcome, bySilence, centre }];
		}
	);
	return [...moderated, ...appealed];
}

async function correctionsOf(reader: Reader, consultationId: string): Promise<CourseStep[]> {
	const rows = await reader.run(correctionsQuery, { consultationId });
	return rows.map(({ at, reason }) => ({ step: 'report_corrected', at, reason: reason ?? '' }));
}

const consultationId = sql.placeholder('consultationId');
type OfConsultation = { consultationId: string };

const changesQuery = query<OfConsultation>()('changes_of_consultation', (db, t) =>
	db
		.select({
			at: t.changes.at,
			kind: t.changes.kind,
			role: t.changes.role,
			reason: t.changes.reason,
			document: t.changes.document,
			closedAt: t.changes.closedAt,
			closesAt: t.changes.closesAt
		})
		.from(t.changes)
		.where(eq(t.changes.consultationId, consultationId))
		.orderBy(asc(t.changes.at))
);

const decisionsQuery = query<OfConsultation>()('decisions_of_consultation', (db, t) =>
	db
		.select({
			at: t.moderationDecisions.decidedAt,
			action: t.moderationDecisions.action,
			ground: t.moderationDecisions.ground,
			replyId: t.moderationDecisions.replyId,
			seq: t.contributions.seq,
			centre: { slug: t.centres.slug, town: t.centres.town }
		})
		.from(t.moderationDecisions)
		.innerJoin(t.contributions, eq(t.contributions.id, t.moderationDecisions.contributionId))
		.innerJoin(t.centres, eq(t.centres.id, t.moderationDecisions.centreId))
		.where(
			and(
				eq(t.moderationDecisions.consultationId, consultationId),
				ne(t.moderationDecisions.action, 'none')
			)
		)
);

const appealsQuery = query<OfConsultation>()('appeals_of_consultation', (db, t) =>
	db
		.select({
			at: t.appeals.at,
			decidedAt: t.appeals.decidedAt,
			decidedBy: t.appeals.decidedBy,
			outcome: t.appeals.outcome,
			seq: t.contributions.seq,
			centre: { slug: t.centres.slug, town: t.centres.town }
		})
		.from(t.appeals)
		.innerJoin(t.moderationDecisions, eq(t.moderationDecisions.id, t.appeals.decisionId))
		.innerJoin(t.contributions, eq(t.contributions.id, t.moderationDecisions.contributionId))
		.innerJoin(t.centres, eq(t.centres.id, t.appeals.centreId))
		.where(eq(t.moderationDecisions.consultationId, consultationId))
);

const correctionsQuery = query<OfConsultation>()('corrections_of_report', (db, t) =>
	db
		.select({ at: t.reports.publishedAt, reason: t.reports.reason })
		.from(t.reports)
		.where(and(eq(t.reports.consultationId, consultationId), ne(t.reports.version, 1)))
);
