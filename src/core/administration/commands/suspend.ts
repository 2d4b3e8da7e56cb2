import { and, eq, isNull } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { endSessions } from '../../accounts/sessions.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { queueLetter } from '../../mail/commands.ts';
import { once } from '../../register/commands.ts';
import { actingAs, refuseUnlessRecent } from '../policy.ts';
import { checkedReason } from './checks.ts';
import { addressOf, refuseIfNoneIsLeft, stillAdministrator } from './roles.ts';

export interface Suspend {
	accountId: string;
	reason: string;
	key?: string | undefined;
}

/**
 * Nobody signs in to the account any more, and its sessions end at once; what it wrote stays. Refuses `not_found`,
 * `not_allowed` for one's own, `already_settled`, `last_administrator`, `invalid_input`, `second_factor_needed`.
 */
export async function suspendAccount(
	store: Store,
	actor: Actor,
	{ key, ...input }: Suspend
): Promise<{ accountId: string }> {
	const account = signedIn(actor);
	const { accountId } = input;
	refuseUnlessRecent(account, store.now());
	if (accountId === account.id) throw new Refusal('not_allowed');
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'account.suspend', body: input }, async () => {
			const { db, t, now, emit } = writer;
			await stillAdministrator(writer, account.id);
			const [row] = await db.select().from(t.accounts).where(eq(t.accounts.id, accountId));
			if (!row || row.erasedAt !== null) throw new Refusal('not_found');
			const reason = checkedReason(input.reason);
			const [suspended] = await db
				.update(t.accounts)
				.set({ suspendedAt: now(), suspendedReason: reason })
				.where(and(eq(t.accounts.id, accountId), isNull(t.accounts.suspendedAt)))
				.returning({ id: t.accounts.id });
			if (!suspended) throw new Refusal('already_settled');
			await refuseIfNoneIsLeft(writer);
			await endSessions(writer, accountId);
			const address = await addressOf(writer, accountId);
			if (address) {
				const { email: to, language } = address;
				await queueLetter(writer, {
					kind: 'suspended',
					to,
					language,
					accountId,
					values: { reason }
				});
			}
			emit({
				type: 'account.suspended',
				topic: null,
				kind: 'account',
				id: accountId,
				version: 1,
				as: actingAs('account.suspend', account),
				about: accountId,
				reason
			});
			return { accountId };
		})
	);
}

/** Lifts a suspension. Refuses `not_found`, `already_settled`, `invalid_input`, `second_factor_needed`. */
export async function resumeAccount(
	store: Store,
	actor: Actor,
	{ key, ...input }: Suspend
): Promise<{ accountId: string }> {
	const account = signedIn(actor);
	const { accountId } = input;
	refuseUnlessRecent(account, store.now());
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'account.suspend', body: { lift: input } }, async () => {
			const { db, t, emit } = writer;
			await stillAdministrator(writer, account.id);
			const [row] = await db.select().from(t.accounts).where(eq(t.accounts.id, accountId));
			if (!row) throw new Refusal('not_found');
			if (row.suspendedAt === null) throw new Refusal('already_settled');
			const reason = checkedReason(input.reason);
			await db
				.update(t.accounts)
				.set({ suspendedAt: null, suspendedReason: null })
				.where(eq(t.accounts.id, accountId));
			emit({
				type: 'account.resumed',
				topic: null,
				kind: 'account',
				id: accountId,
				version: 1,
				as: actingAs('account.suspend', account),
				about: accountId,
				reason
			});
			return { accountId };
		})
	);
}
