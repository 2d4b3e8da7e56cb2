import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Store, type Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { notify } from '../../notifications/commands.ts';
import { tellBeforeClosing } from '../model.ts';
import { followersOf } from '../queries/told.ts';

const day = 86_400_000;

/** Tells followers of what closes within three days, once; answers how many were told. */
export async function tellOfClosing(store: Store, actor: Actor): Promise<{ told: number }> {
	return { told: await store.write(actor, tellOfClosingIn, { quiet: true }) };
}

async function tellOfClosingIn(writer: Writer): Promise<number> {
	const now = writer.now();
	const closing = await writer.run(closingSoon, { now, horizon: now + tellBeforeClosing * day });
	let told = 0;
	for (const { content, ...one } of closing) {
		const followers = await followersOf(writer, { ...one, content: content! });
		// With another last day it is told again.
		const since = one.closesAt - tellBeforeClosing * day;
		const asked = { accountIds: followers, consultationId: one.id, since };
		const before = new Set((await writer.run(toldBefore, asked)).map((row) => row.accountId));
		const due = followers.filter((accountId) => !before.has(accountId));
		await notify(writer, due, { kind: 'closes_soon', consultationId: one.id, objectId: one.id });
		told += due.length;
	}
	return told;
}

const value = sql.placeholder;

const closingSoon = query<{ now: number; horizon: number }>()('closing_soon', (db, t) => {
	const one = t.consultations;
	return db
		.select({
			id: one.id,
			authorityId: one.authorityId,
			content: one.content,
			closesAt: sql<number>`${one.closesAt}`.mapWith(Number)
		})
		.from(one)
		.where(
			and(
				gt(one.closesAt, value('now')),
				lte(one.closesAt, value('horizon')),
				lte(one.opensAt, value('now')),
				eq(one.status, 'published')
			)
		);
});

const toldBefore = query<{ accountIds: string[]; consultationId: string; since: number }>()(
	'told_of_closing',
	(db, t) =>
		db
			.select({ accountId: t.notices.accountId })
			.from(t.notices)
			.where(
				and(
					among(t.notices.accountId, 'accountIds'),
					eq(t.notices.kind, 'closes_soon'),
					eq(t.notices.consultationId, value('consultationId')),
					sql`${t.notices.at} >= ${value('since')}`
				)
			)
);
