import { and, desc, eq, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Phase } from '../../consultations/model.ts';
import { consultationsNamed } from '../../consultations/queries/named.ts';
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
		const named = await consultationsNamed(
			reader,
			rows.map((row) => row.consultation!)
		);
		const shown = await presented(reader, rows);
		return shown.map((one, place) => {
			const { number, title, phase } = named.get(rows[place]!.consultation!)!;
			return { ...one, about: { number, title, phase } };
		});
	});
}

/** Which of the contributions the signed-in account supports; none for a visitor. */
export async function ownSupports(
	store: Store,
	actor: Actor,
	{ contributionIds }: { contributionIds: readonly string[] }
): Promise<string[]> {
	if (actor.kind !== 'account' || contributionIds.length === 0) return [];
	const ids = [...contributionIds];
	const rows = await store.run(supportedAmong, { accountId: actor.id, ids });
	return rows.map(({ id }) => id);
}

/** Which of the contributions the signed-in account wrote itself; none for a visitor. */
export async function ownAmong(
	store: Store,
	actor: Actor,
	{ contributionIds }: { contributionIds: readonly string[] }
): Promise<string[]> {
	if (actor.kind !== 'account' || contributionIds.length === 0) return [];
	const ids = [...contributionIds];
	const rows = await store.run(writtenAmong, { accountId: actor.id, ids });
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

type OfThese = { accountId: string; ids: string[] };

const supportedAmong = query<OfThese>()('supported_among', (db, t) =>
	db
		.select({ id: t.supports.contributionId })
		.from(t.supports)
		.where(
			and(
				eq(t.supports.accountId, sql.placeholder('accountId')),
				among(t.supports.contributionId, 'ids')
			)
		)
);

const writtenAmong = query<OfThese>()('written_among', (db, t) =>
	db
		.select({ id: t.contributions.id })
		.from(t.contributions)
		.where(
			and(
				eq(t.contributions.accountId, sql.placeholder('accountId')),
				among(t.contributions.id, 'ids')
			)
		)
);
