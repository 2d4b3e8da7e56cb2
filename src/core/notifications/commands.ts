import { and, eq, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import type { Actor } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';
import { once } from '../register/commands.ts';
import type { NoticeKind } from './model.ts';

export interface Notice {
	kind: NoticeKind;
	consultationId: string;
	contributionId?: string;
	objectId: string;
}

/** SQLite takes so many values in one statement with room to spare. */
const atOnce = 500;

/** Tells accounts something, in the transaction of the act itself. */
export async function notify(
	{ db, t, now }: Writer,
	accountIds: readonly string[],
	notice: Notice
): Promise<void> {
	const rows = [...new Set(accountIds)].map((accountId) => ({
		id: newId(now()),
		accountId,
		at: now(),
		...notice
	}));
	for (let from = 0; from < rows.length; from += atOnce)
		await db.insert(t.notices).values(rows.slice(from, from + atOnce));
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
			const { db, t, now } = writer;
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
			return null;
		})
	);
}
