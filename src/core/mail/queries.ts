import { isNull, sql } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import type { Actor } from '../kernel/actor.ts';
import { require } from '../permissions/policy.ts';
import type { LetterKind } from './model.ts';

export interface MailState {
	/** By kind: how many wait, how many of those were refused already, how many were given up. */
	kinds: { kind: LetterKind; waiting: number; refused: number; givenUp: number }[];
	/** What the mail server answered last, as codes, with how often. */
	problems: { problem: string; count: number }[];
}

/** How the outbox stands, for administrators; never to whom or with what. Refuses `not_allowed`. */
export async function mailState({ db, t }: Store, actor: Actor): Promise<MailState> {
	require('admin.read', actor);
	const { kind, sealed, problem } = t.letters;
	const rows = await db
		.select({
			kind,
			problem,
			waiting: sql<boolean | number>`${sealed} is not null`,
			count: sql<number>`count(*)`
		})
		.from(t.letters)
		.where(isNull(t.letters.sentAt))
		.groupBy(kind, problem, sql`${sealed} is not null`);
	const kinds = new Map<LetterKind, MailState['kinds'][number]>();
	const problems = new Map<string, number>();
	for (const row of rows) {
		const count = Number(row.count);
		const one = kinds.get(row.kind) ?? { kind: row.kind, waiting: 0, refused: 0, givenUp: 0 };
		if (!row.waiting) one.givenUp += count;
		else one.waiting += count;
		if (row.waiting && row.problem !== null) one.refused += count;
		kinds.set(row.kind, one);
		if (row.problem !== null) problems.set(row.problem, (problems.get(row.problem) ?? 0) + count);
	}
	return {
		kinds: [...kinds.values()].sort((a, b) => a.kind.localeCompare(b.kind)),
		problems: [...problems].map(([problem, count]) => ({ problem, count }))
	};
}
