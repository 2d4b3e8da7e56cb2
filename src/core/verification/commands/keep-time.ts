import { and, eq, gt, gte, isNull, lte, notExists, sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { notify } from '../../notifications/commands.ts';
import { tellBeforeEnd } from '../model.ts';
import { centreDay, writeTo } from '../tell.ts';
import { restoreSilent } from './appeal.ts';
import { retireOldKeys } from './fingerprints.ts';

const day = 86_400_000;

/** What comes with time: silence on an appeal gives the verification back. */
export async function restoreSilentAppeals(
	store: Store,
	actor: Actor
): Promise<{ restored: number }> {
	const restore = async (writer: Writer) => ({ restored: await restoreSilent(writer) });
	return store.write(actor, restore, { quiet: true });
}

/** Tells those whose verification ends within thirty days, once, and ends keys with which nothing is left. */
export async function tellOfEnds(store: Store, actor: Actor): Promise<{ told: number }> {
	const told = await store.write(actor, tellOfEndsIn, { quiet: true });
	await retireOldKeys(store);
	return { told };
}

async function tellOfEndsIn(writer: Writer): Promise<number> {
	const { db, t, now } = writer;
	const horizon = now() + tellBeforeEnd * day;
	const toldBefore = db
		.select({ one: sql`1` })
		.from(t.notices)
		.where(
			and(
				eq(t.notices.accountId, t.accounts.id),
				eq(t.notices.kind, 'verification_expires'),
				// Two years ago it was about another end.
				gte(t.notices.at, now() - tellBeforeEnd * day)
			)
		);
	const ending = await db
		.select({ accountId: t.accounts.id, personId: t.persons.id, expiresAt: t.persons.expiresAt })
		.from(t.persons)
		.innerJoin(t.accounts, eq(t.accounts.personId, t.persons.id))
		.where(
			and(
				gt(t.persons.expiresAt, now()),
				lte(t.persons.expiresAt, horizon),
				isNull(t.persons.revokedAt),
				notExists(toldBefore)
			)
		)
		.limit(500);
	for (const { accountId, personId, expiresAt } of ending) {
		await notify(writer, [accountId], { kind: 'verification_expires', objectId: personId });
		await writeTo(writer, [accountId], 'verification_expires', () => ({
			until: centreDay(expiresAt)
		}));
	}
	return ending.length;
}
