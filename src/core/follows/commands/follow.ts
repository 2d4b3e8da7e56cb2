import { sql } from 'drizzle-orm';
import { statement, type Store, type Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { once } from '../../register/commands.ts';
import type { Followed, FollowKind } from '../model.ts';
import { targetOf } from '../queries/target.ts';

type Follow = Followed & { key?: string | undefined };

/** From now on the account is told what happens there; again changes nothing. Refuses `not_signed_in`, `not_found`. */
export function follow(store: Store, actor: Actor, input: Follow): Promise<null> {
	return change(store, actor, input, 'follow.started', async (writer, row) => {
		const { length } = await writer.run(addFollow, { ...row, since: writer.now() });
		return length > 0;
	});
}

/** It is told no more of it. Refuses as `follow` does. */
export function stopFollowing(store: Store, actor: Actor, input: Follow): Promise<null> {
	return change(store, actor, input, 'follow.ended', async (writer, row) => {
		const { length } = await writer.run(removeFollow, row);
		return length > 0;
	});
}

type Row = { accountId: string; kind: FollowKind; targetId: string };

function change(
	store: Store,
	actor: Actor,
	{ key, ...followed }: Follow,
	type: 'follow.started' | 'follow.ended',
	carryOut: (writer: Writer, row: Row) => Promise<boolean>
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(
			writer,
			account,
			{ key, action: 'follow.change', body: { type, ...followed } },
			async () => {
				const { kind } = followed;
				const targetId = await targetOf(writer, followed);
				// That somebody follows something is on the record; what it is concerns nobody.
				if (await carryOut(writer, { accountId: account.id, kind, targetId }))
					writer.emit({ type, topic: null, kind: 'account', id: account.id, version: 1 });
				return null;
			}
		)
	);
}

const value = sql.placeholder;

const addFollow = statement<Row & { since: number }>()('add_follow', (db, t) =>
	db
		.insert(t.follows)
		.values({
			accountId: value('accountId'),
			kind: value('kind'),
			targetId: value('targetId'),
			since: value('since')
		})
		.onConflictDoNothing()
		.returning({ targetId: t.follows.targetId })
);

const removeFollow = statement<Row>()('remove_follow', (db, t) =>
	db
		.delete(t.follows)
		.where(
			sql`${t.follows.accountId} = ${value('accountId')} and ${t.follows.kind} = ${value('kind')} and ${t.follows.targetId} = ${value('targetId')}`
		)
		.returning({ targetId: t.follows.targetId })
);
