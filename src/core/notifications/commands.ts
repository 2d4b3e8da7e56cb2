import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import type { Actor } from '../kernel/actor.ts';
import { topicOfAccount } from '../kernel/events.ts';
import { newId } from '../kernel/ids.ts';
import { once } from '../register/commands.ts';
import type { NoticeKind } from './model.ts';

export interface Notice {
	kind: NoticeKind;
	/** None, for what concerns the account itself. */
	consultationId?: string;
	contributionId?: string;
	objectId: string;
}

/** SQLite takes so many values in one statement with room to spare. */
const atOnce = 500;

/** Tells accounts something, in the transaction of the act itself. */
export async function notify(
	{ db, t, now, emit }: Writer,
	accountIds: readonly string[],
	notice: Notice
): Promise<void> {
	const all = [...new Set(accountIds)];
	for (let from = 0; from < all.length; from += atOnce) {
		// Whoever had their account erased is told nothing any more, though words of theirs may stay.
		const there = await db
			.select({ accountId: t.accounts.id })
			.from(t.accounts)
			.where(
				and(inArray(t.accounts.id, all.slice(from, from + atOnce)), isNull(t.accounts.erasedAt))
			);
		if (there.length === 0) continue;
		await db
			.insert(t.notices)
			.values(
				there.map(({ accountId }) => ({ id: newId(now()), accountId, at: now(), ...notice }))
			);
		for (const { accountId } of there) emit(news('notice.added', accountId));
	}
}

/** Marks one notice of one's own as read, or all of them. */
export async function readNotices(
	store: Store,
	actor: Actor,
	{ key, id }: { id?: string | undefined; key?: string | undefined }
): Promise<void> {
	const account = signedIn(actor);
	await store.write(account, (writer) =>
		once(writer, account, { key, action: 'notice.readOwn', body: { id } }, async () => {
			const { db, t, now, emit } = writer;
			await db
				.update(t.notices)
				.set({ readAt: now() })
				.where(
					and(
						eq(t.notices.accountId, account.id),
						isNull(t.notices.readAt),
						id === undefined ? undefined : eq(t.notices.id, id)
					)
				);
			emit(news('notice.read', account.id));
			return null;
		})
	);
}

/** For whoever has a page of that account open. */
const news = (type: 'notice.added' | 'notice.read', id: string) =>
	({ type, topic: topicOfAccount(id), kind: 'notice', id, version: 1 }) as const;
