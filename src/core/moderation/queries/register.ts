import { and, desc, eq, gte, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { centreZone } from '../../centres/hours.ts';
import type { Actor } from '../../kernel/actor.ts';
import { idsSince } from '../../kernel/ids.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { isMonth, spanOf } from '../../kernel/time.ts';
import type { AppealOutcome, Ground, ModerationAction } from '../model.ts';

/** A decision as everybody may know it: of the words themselves, and of why, nothing is told here. */
export interface RegisteredDecision {
	id: string;
	at: number;
	action: ModerationAction;
	ground: Ground;
	source: 'flag' | 'own_check';
	centre: { slug: string; town: Trilingual };
	/** Of the consultation. */
	number: string;
	/** Of the contribution in whose thread it is. */
	seq: number;
	isReply: boolean;
	/** Null where nobody appealed; `waiting` until that is decided. */
	appeal: AppealOutcome | 'waiting' | null;
}

export interface RegisterFilter {
	ground?: Ground | undefined;
	/** Slug of a centre. */
	centre?: string | undefined;
	/** As `2026-11`. */
	month?: string | undefined;
	appeal?: AppealOutcome | 'waiting' | undefined;
}

/** Texts that were hidden, in whole or in part, the latest decision first. */
export function moderationRegister(
	store: Store,
	_: Actor,
	{
		ground,
		centre,
		month,
		appeal,
		limit = 30,
		cursor
	}: RegisterFilter & { limit?: number | undefined; cursor?: string | undefined }
): Promise<{ items: RegisteredDecision[]; next: string | null }> {
	return store.read(async ({ db, t }) => {
		const one = t.moderationDecisions;
		const span = month !== undefined && isMonth(month) ? spanOf(month, centreZone) : undefined;
		const before = /^[0-9a-f-]{36}$/.exec(cursor ?? '')?.[0];
		const rows = await db
			.select({
				id: one.id,
				at: one.decidedAt,
				action: one.action,
				ground: one.ground,
				source: one.source,
				centre: { slug: t.centres.slug, town: t.centres.town },
				number: t.consultations.number,
				seq: t.contributions.seq,
				replyId: one.replyId,
				appealId: t.appeals.id,
				outcome: t.appeals.outcome
			})
			.from(one)
			.innerJoin(t.centres, eq(t.centres.id, one.centreId))
			.innerJoin(t.contributions, eq(t.contributions.id, one.contributionId))
			.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
			.leftJoin(t.appeals, eq(t.appeals.decisionId, one.id))
			.where(
				and(
					inArray(one.action, ['hidden', 'redacted']),
					ground && eq(one.ground, ground),
					centre === undefined ? undefined : eq(t.centres.slug, centre),
					// Ids grow with time: with them a month is one piece of the index.
					span && and(gte(one.id, idsSince(span.since)), lt(one.id, idsSince(span.until))),
					before === undefined ? undefined : lt(one.id, before),
					appeal === 'waiting'
						? and(isNotNull(t.appeals.id), isNull(t.appeals.outcome))
						: undefined,
					appeal === undefined || appeal === 'waiting' ? undefined : eq(t.appeals.outcome, appeal)
				)
			)
			.orderBy(desc(one.id))
			.limit(limit + 1);
		const items = rows
			.slice(0, limit)
			.map(({ number, replyId, appealId, outcome, ...row }): RegisteredDecision => ({
				...row,
				number: number!,
				isReply: replyId !== '',
				appeal: appealId === null ? null : (outcome ?? 'waiting')
			}));
		return { items, next: rows.length > limit ? items.at(-1)!.id : null };
	});
}
