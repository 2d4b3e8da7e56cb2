import { asc, eq, sql } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import { query, type Reader, type Reading, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Lang } from '../../kernel/text.ts';
import type { Badge } from '../model.ts';
import { rowBySeq } from './list.ts';
import { authorOf, publicWords, stubOf, type Author, type Stub } from './rows.ts';

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

/** The threads under several contributions, by the id of each. */
export function threads(
	store: Store,
	_: Actor,
	{ contributionIds }: { contributionIds: readonly string[] }
): Promise<Record<string, Reply[]>> {
	return store.read(async (reader) => {
		const found: Record<string, Reply[]> = {};
		for (const id of contributionIds) found[id] = await threadOf(reader, id);
		return found;
	});
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

/** Replies by id, as everybody sees them now; for live delivery. */
export async function repliesByIds(reader: Reader, ids: readonly string[]): Promise<Reply[]> {
	const rows: Row[] = [];
	for (const id of ids) rows.push(...(await reader.run(byId, { id })));
	return presentedReplies(reader, rows);
}

async function presentedReplies(reader: Reader, rows: readonly Row[]): Promise<Reply[]> {
	const shown: Reply[] = [];
	for (const row of rows) {
		const ref = { contributionId: row.contributionId, replyId: row.id };
		shown.push({
			id: row.id,
			contributionId: row.contributionId,
			parentId: row.parentId,
			depth: row.depth,
			badge: row.badge,
			author: authorOf(row),
			language: row.language,
			text: publicWords(row),
			stub: await stubOf(reader, ref, row.visibility),
			withdrawn: row.visibility === 'withdrawn',
			version: row.version,
			at: row.at,
			replies: []
		});
	}
	return shown;
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
			place: t.areas.name,
			organisation: t.organisations.name,
			organisationSlug: t.organisations.slug
		})
		.from(one)
		.innerJoin(t.areas, eq(t.areas.id, one.areaId))
		.leftJoin(t.organisations, eq(t.organisations.id, one.organisationId))
		.$dynamic();
}
type Row = Awaited<ReturnType<typeof selectReplies>>[number];

const ofContribution = query<{ contributionId: string }>()('replies_of_contribution', (db, t) =>
	selectReplies(db, t)
		.where(eq(t.replies.contributionId, sql.placeholder('contributionId')))
		.orderBy(asc(t.replies.at), asc(t.replies.id))
);

const byId = query<{ id: string }>()('reply_by_id', (db, t) =>
	selectReplies(db, t).where(eq(t.replies.id, sql.placeholder('id')))
);
