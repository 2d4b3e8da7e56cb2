import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import type { Tables } from '#storage/schema.ts';
import { query, variants, type Reader, type Reading, type Store } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Trilingual } from '../kernel/text.ts';
import { kindsAbout, type NoticeKind, type NoticeSubject } from './model.ts';

/** Something that an account is told; its words stand where it leads. */
export interface OwnNotice {
	id: string;
	kind: NoticeKind;
	/** Null for what concerns the account itself. */
	consultation: { number: string; title: Partial<Trilingual> } | null;
	/** Number within the consultation, where it is about one contribution. */
	seq: number | null;
	/** What it is about: a decision, an answer, a reply, an appeal. */
	objectId: string;
	at: number;
	read: boolean;
}

interface NoticeFilter {
	/** Those alone that nobody has read. */
	unread?: boolean | undefined;
	about?: NoticeSubject | undefined;
	limit?: number | undefined;
	cursor?: string | undefined;
}

/** The notices of the signed-in account, newest first. */
export function ownNotices(
	store: Store,
	actor: Actor,
	{ unread: alone = false, about, limit = 50, cursor }: NoticeFilter
): Promise<{ items: OwnNotice[]; next: string | null }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const before = /^[0-9a-f-]{36}$/.test(cursor ?? '') ? cursor! : undefined;
		const rows = await reader.run(ofAccount(before !== undefined, alone, about !== undefined), {
			accountId: account.id,
			before: before ?? '',
			kinds: about === undefined ? [] : kindsAbout(about),
			limit: limit + 1
		});
		const items = rows.slice(0, limit).map(shown);
		return { items, next: rows.length > limit ? items.at(-1)!.id : null };
	});
}

/** One notice of the signed-in account; null for those of others. */
export async function ownNotice(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<OwnNotice | null> {
	const account = signedIn(actor);
	const [row] = await store.run(byId, { id, accountId: account.id });
	return row ? shown(row) : null;
}

function selectNotices(db: Reading, t: Tables) {
	return db
		.select({
			id: t.notices.id,
			kind: t.notices.kind,
			number: t.consultations.number,
			title: t.consultations.title,
			seq: t.contributions.seq,
			objectId: t.notices.objectId,
			at: t.notices.at,
			readAt: t.notices.readAt
		})
		.from(t.notices)
		.leftJoin(t.consultations, eq(t.consultations.id, t.notices.consultationId))
		.leftJoin(t.contributions, eq(t.contributions.id, t.notices.contributionId))
		.$dynamic();
}

type Row = Awaited<ReturnType<typeof selectNotices>>[number];

const shown = ({ number, title, readAt, ...notice }: Row): OwnNotice => ({
	...notice,
	consultation: number === null ? null : { number, title: title! },
	read: readAt !== null
});

const value = sql.placeholder;

type OfAccount = { accountId: string; before: string; kinds: string[]; limit: number };

const ofAccount = variants((following: boolean, alone: boolean, narrowed: boolean) =>
	query<OfAccount>()(`notices_${[following, alone, narrowed].join('_')}`, (db, t) =>
		selectNotices(db, t)
			.where(
				and(
					eq(t.notices.accountId, value('accountId')),
					// Ids grow with time.
					following ? lt(t.notices.id, value('before')) : undefined,
					alone ? isNull(t.notices.readAt) : undefined,
					narrowed ? among(t.notices.kind, 'kinds') : undefined
				)
			)
			.orderBy(desc(t.notices.id))
			.limit(value('limit'))
	)
);

const byId = query<{ id: string; accountId: string }>()('notice_of_account', (db, t) =>
	selectNotices(db, t).where(
		and(eq(t.notices.id, value('id')), eq(t.notices.accountId, value('accountId')))
	)
);

/** How many of its notices the account has not read; at most a hundred are counted. */
export async function unreadNotices(store: Store, actor: Actor): Promise<number> {
	return actor.kind === 'account' ? unreadOf(store, actor.id) : 0;
}

/** The same by the id of the account; for live delivery to whoever is that account. */
export async function unreadOf(reader: Reader, accountId: string): Promise<number> {
	return (await reader.run(unread, { accountId })).length;
}

const unread = query<{ accountId: string }>()('unread_notices', (db, t) =>
	db
		.select({ id: t.notices.id })
		.from(t.notices)
		.where(and(eq(t.notices.accountId, value('accountId')), isNull(t.notices.readAt)))
		.limit(100)
);
