import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { query, type Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf, type Phase } from '../../consultations/model.ts';
import { announced } from '../../consultations/queries/page.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { earlierVersions, type EarlierVersion } from './fate.ts';
import { rowBySeq } from './list.ts';
import { presented, publicWords, selectRows, type Contribution } from './rows.ts';

/** A contribution with the consultation that it belongs to. */
export interface OwnContribution extends Contribution {
	about: { number: string; title: Partial<Trilingual>; phase: Phase };
}

/** All that the signed-in account has written, newest first. */
export function ownContributions(store: Store, actor: Actor): Promise<OwnContribution[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const rows = await reader.run(ofAccount, { accountId: account.id });
		const about = new Map<string, OwnContribution['about']>();
		for (const number of new Set(rows.map(({ consultation }) => consultation!))) {
			const one = await announced(reader, number);
			about.set(number, { number, title: one.title, phase: phaseOf(one, reader.now()) });
		}
		const shown = await presented(reader, rows);
		return shown.map((one, place) => ({ ...one, about: about.get(rows[place]!.consultation!)! }));
	});
}

/** Which of the contributions the signed-in account supports; none for a visitor. */
export async function ownSupports(
	store: Store,
	actor: Actor,
	{ contributionIds }: { contributionIds: readonly string[] }
): Promise<string[]> {
	if (actor.kind !== 'account' || contributionIds.length === 0) return [];
	const { db, t } = store;
	const rows = await db
		.select({ id: t.supports.contributionId })
		.from(t.supports)
		.where(
			and(
				eq(t.supports.accountId, actor.id),
				inArray(t.supports.contributionId, [...contributionIds])
			)
		);
	return rows.map(({ id }) => id);
}

/** Which of the contributions the signed-in account wrote itself; none for a visitor. */
export async function ownAmong(
	store: Store,
	actor: Actor,
	{ contributionIds }: { contributionIds: readonly string[] }
): Promise<string[]> {
	if (actor.kind !== 'account' || contributionIds.length === 0) return [];
	const { db, t } = store;
	const rows = await db
		.select({ id: t.contributions.id })
		.from(t.contributions)
		.where(
			and(
				inArray(t.contributions.id, [...contributionIds]),
				eq(t.contributions.accountId, actor.id)
			)
		);
	return rows.map(({ id }) => id);
}

/** What an author wrote before corrections, oldest first; nothing of hidden or withdrawn words. */
export function contributionVersions(
	store: Store,
	_: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<EarlierVersion[]> {
	return store.read(async (reader) => {
		const row = await rowBySeq(reader, number, seq);
		return row.correctedAt === null || publicWords(row) === null
			? []
			: earlierVersions(reader, row.id);
	});
}

const ofAccount = query<{ accountId: string }>()('contributions_of_account', (db, t) =>
	selectRows(db, t)
		.where(eq(t.contributions.accountId, sql.placeholder('accountId')))
		.orderBy(desc(t.contributions.at))
		.limit(100)
);
