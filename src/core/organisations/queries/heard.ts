import { and, desc, eq, ne } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import type { AnswerStatus } from '../../answers/model.ts';
import type { ContributionKind } from '../../contributions/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import { organisationBySlug } from './public.ts';

/** What an organisation said lately is counted, not all that it ever said. */
const counted = 200;

/** What an organisation said lately, by kind, and what its proposals were answered. */
export interface Heard {
	/** How many of its latest statements were counted. */
	statements: number;
	/** Whether there are earlier ones besides. */
	more: boolean;
	kinds: Partial<Record<ContributionKind, number>>;
	answers: Partial<Record<AnswerStatus, number>>;
}

/** Refuses `not_found`. */
export function organisationHeard(
	store: Store,
	_: Actor,
	{ slug }: { slug: string }
): Promise<Heard> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const { id } = await organisationBySlug(reader, slug);
		const one = t.contributions;
		const rows = await db
			.select({ kind: one.kind, status: t.answeredContributions.status })
			.from(one)
			.leftJoin(t.answeredContributions, eq(t.answeredContributions.contributionId, one.id))
			.where(and(eq(one.organisationId, id), ne(one.visibility, 'withdrawn')))
			.orderBy(desc(one.at), desc(one.id))
			.limit(counted + 1);
		const latest = rows.slice(0, counted);
		const heard: Heard = {
			statements: latest.length,
			more: rows.length > counted,
			kinds: {},
			answers: {}
		};
		for (const { kind, status } of latest) {
			heard.kinds[kind] = (heard.kinds[kind] ?? 0) + 1;
			if (status) heard.answers[status] = (heard.answers[status] ?? 0) + 1;
		}
		return heard;
	});
}
