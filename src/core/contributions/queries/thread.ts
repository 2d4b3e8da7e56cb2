import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import type { Tables } from '#storage/schema.ts';
import { query, type Reader, type Reading, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Lang } from '../../kernel/text.ts';
import type { Badge } from '../model.ts';
import { placesOf, stubsOf } from './beside.ts';
import { rowBySeq } from './list.ts';
import { authorOf, publicWords, type Author, type Stub } from './rows.ts';

/** A reply as everybody sees it, with those to it. */
export interface Reply {
	id: string;
	contributionId: string;
	/** Null under the contribution itself. */
	parentId: string | null;
	depth: number;
	/** Who clarifies in an office's name; null for everybody else. */
	badge: Badge | null;
	author: Author;
	language: Lang;
	/** Null while hidden. */
	text: string | null;
	stub: Stub | null;
	/** Whether its author took it back. */
	withdrawn: boolean;
	version: number;
	at: number;
	replies: Reply[];
}

/** The thread under a contribution, oldest first; refuses `not_found`. */
export function threadBySeq(
	store: Store,
	_: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<Reply[]> {
	return store.read(async (reader) => threadOf(reader, (await rowBySeq(reader, number, seq)).id));
}

/** The same inside a running snapshot. */
export async function threadOf(reader: Reader, contributionId: string): Promise<Reply[]> {
	const rows = await reader.run(ofContribution, { contributionId });
	const all = await presentedReplies(reader, rows);
	const byId = new Map(all.map((reply) => [reply.id, reply]));
	for (const reply of all)
		if (reply.parentId !== null) byId.get(reply.parentId)?.replies.push(reply);
	return all.filter(({ parentId }) => parentId === null);
}

/** What offices clarified in their own name under several contributions, by the id of each; the talk itself stays out. */
export function clarifications(
	store: Store,
	_: Actor,
	{ contributionIds }: { contributionIds: readonly string[] }
): Promise<Record<string, Reply[]>> {
	return store.read(async (reader) => {
		const rows = await reader.run(ofOffices, { contributionIds: [...contributionIds] });
		return Object.groupBy(
			await presentedReplies(reader, rows),
			({ contributionId }) => contributionId
		) as Record<string, Reply[]>;
	});
}

/** Replies by id, as everybody sees them now, in the order of the ids; for live delivery. */
export async function repliesByIds(reader: Reader, ids: readonly string[]): Promise<Reply[]> {
	if (ids.length === 0) return [];
	const rows = await reader.run(byIds, { ids: [...ids] });
	const found = new Map((await presentedReplies(reader, rows)).map((one) => [one.id, one]));
	return ids.flatMap((id) => found.get(id) ?? []);
}

async function presentedReplies(reader: Reader, rows: readonly Row[]): Promise<Reply[]> {
	if (rows.length === 0) return [];
	const words = ({ contributionId, id: replyId, visibility }: Row) => ({
		contributionId,
		replyId,
		visibility
	});
	const places = await placesOf(reader, rows);
	const stubOf = await stubsOf(reader, rows.map(words));
	return rows.map((row) => ({
		id: row.id,
		contributionId: row.contributionId,
		parentId: row.parentId,
		depth: row.depth,
		badge: row.badge,
		author: authorOf(row, places),
		language: row.language,
		text: publicWords(row),
		stub: stubOf(words(row)),
		withdrawn: row.visibility === 'withdrawn',
		version: row.version,
		at: row.at,
		replies: []
	}));
}

function selectReplies(db: Reading, t: Tables) {
	const one = t.replies;
	return db
		.select({
			id: one.id,
			contributionId: one.contributionId,
			parentId: one.parentId,
			depth: one.depth,
			badge: one.badge,
			accountId: one.accountId,
			display: one.display,
			authorName: one.authorName,
			tier: one.tier,
			language: one.language,
			text: one.text,
			publicText: one.publicText,
			visibility: one.visibility,
			version: one.version,
			at: one.at,
			areaId: one.areaId,
			organisation: t.organisations.name,
			organisationSlug: t.organisations.slug
		})
		.from(one)
		.leftJoin(t.organisations, eq(t.organisations.id, one.organisationId))
		.$dynamic();
}
type Row = Awaited<ReturnType<typeof selectReplies>>[number];

const ofContribution = query<{ contributionId: string }>()('replies_of_contribution', (db, t) =>
	selectReplies(db, t)
		.where(eq(t.replies.contributionId, sql.placeholder('contributionId')))
		.orderBy(asc(t.replies.at), asc(t.replies.id))
);

const ofOffices = query<{ contributionIds: string[] }>()('clarifications', (db, t) =>
	selectReplies(db, t)
		.where(and(among(t.replies.contributionId, 'contributionIds'), isNotNull(t.replies.badge)))
		.orderBy(asc(t.replies.at), asc(t.replies.id))
);

const byIds = query<{ ids: string[] }>()('replies_by_ids', (db, t) =>
	selectReplies(db, t).where(among(t.replies.id, 'ids'))
);
