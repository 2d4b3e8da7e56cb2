import { and, desc, eq, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { OwnFilter } from '../model.ts';
import { aroundOf, type Around } from './around.ts';
import { newsAt, type Became } from './became.ts';
import { earlierVersions, type EarlierVersion } from './fate.ts';
import { rowBySeq } from './list.ts';
import { presented, publicWords, selectRows, type Row } from './rows.ts';

/** What its author wrote, with what became of it. */
export interface Written extends Became {
	/** As written, also when the public does not see it. */
	text: string;
}

interface OwnList {
	items: Written[];
	next: string | null;
	/** Of all that was written, how many each filter leaves. */
	counts: Record<OwnFilter | 'all', number>;
}

/** What the signed-in account has written and what became of it, latest news first. */
export function ownContributions(
	store: Store,
	actor: Actor,
	{
		filter,
		cursor,
		limit = 10
	}: { filter?: OwnFilter | undefined; cursor?: string | undefined; limit?: number }
): Promise<OwnList> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const rows = await reader.run(ofAccount, { accountId: account.id });
		const around = await aroundOf(reader, account.id, rows);
		const heardOf = (row: Row) => {
			const one = around.get(row.id)!;
			return newsAt(one, row.at, one.answeredAt);
		};
		const is = (row: Row) => matches(row, around.get(row.id)!);
		const wanted = rows
			.filter((row) => filter === undefined || is(row)[filter])
			.sort((a, b) => heardOf(b) - heardOf(a) || b.at - a.at);
		const start = wanted.findIndex(({ id }) => id === cursor) + 1;
		const page = wanted.slice(start, start + limit);
		const shown = await presented(reader, page);
		const count = (name: OwnFilter) => rows.filter((row) => is(row)[name]).length;
		return {
			items: shown.map((contribution, place) => {
				const { answeredAt: _, ...rest } = around.get(contribution.id)!;
				return { contribution, text: page[place]!.text, ...rest };
			}),
			next: start + limit < wanted.length ? page.at(-1)!.id : null,
			counts: {
				all: rows.length,
				waiting: count('waiting'),
				answered: count('answered'),
				moderated: count('moderated')
			}
		};
	});
}

/** A proposal that is still in the register is answered, however late. */
function matches(row: Row, { consultation }: Around): Record<OwnFilter, boolean> {
	const { kind, answered, visibility } = row;
	const toCome = kind === 'proposal' && !answered && visibility !== 'withdrawn';
	return {
		waiting: toCome && consultation.phase !== 'cancelled' && consultation.reportedAt === null,
		answered,
		moderated: visibility === 'hidden' || visibility === 'redacted'
	};
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

/** More than anybody has written; what is older stands in the export of one's data. */
const atMost = 500;

const ofAccount = query<{ accountId: string }>()('contributions_of_account', (db, t) =>
	selectRows(db, t)
		.where(eq(t.contributions.accountId, sql.placeholder('accountId')))
		.orderBy(desc(t.contributions.at))
		.limit(atMost)
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
