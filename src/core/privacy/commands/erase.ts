import { eq } from 'drizzle-orm';
import type { Erasures } from '#storage/erasures.ts';
import type { Storage, Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import {
	confirmOwner,
	type ConfirmAttempts,
	type Confirmation
} from '../../accounts/commands/confirm.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfAccount } from '../../kernel/events.ts';
import { queueLetter } from '../../mail/commands.ts';
import { withdrawEveryBallot } from '../../polls/commands.ts';
import { forgetTopic } from '../../register/commands.ts';
import { eraseAround } from './erase-account.ts';
import { eraseWords } from './erase-words.ts';

interface Means {
	attempts: ConfirmAttempts;
	erasures: Erasures;
	/** Whether a last letter can be sent; it could not stay here waiting. */
	mail: boolean;
}

const job: Actor = { kind: 'system', job: 'erasure' };

/**
 * Erases an account at its owner's wish (R-72, RELIABILITY D10). What others rely on stays without a name: words in
 * consultations that have closed, and ballots that were counted. Refuses `still_needed` while it holds an office,
 * `invalid_input` (password, login, totp), `too_many_attempts`.
 */
export async function eraseAccount(
	storage: Storage,
	actor: Actor,
	input: Confirmation,
	means: Means
): Promise<void> {
	const account = signedIn(actor);
	refuseIfNeeded(account);
	await confirmOwner(storage, account, input, means.attempts);
	// In the name of the tag and to the hour, as every ballot: beside the erasure it would tell whose it was.
	await withdrawEveryBallot(storage, account.id);
	await storage.write(job, async (writer) => {
		const { db, t } = writer;
		if (!(await isThere(writer, account.id))) return;
		if ((await db.$count(t.roles, eq(t.roles.accountId, account.id))) > 0)
			throw new Refusal('still_needed');
		if (means.mail) await lastLetter(writer, account);
		await eraseNow(writer, account.id);
		// Last of all, for a refusal must leave nothing here; before the commit, for the commit must not be forgotten.
		means.erasures.add(account.id);
	});
	await storage.forget();
}

function refuseIfNeeded({ roles }: AccountActor): void {
	if (roles.length > 0) throw new Refusal('still_needed');
}

/** Erases again whom an older database brought back; answers how many. */
export async function eraseAgain(
	storage: Storage,
	actor: Actor,
	{ erasures }: { erasures: Erasures }
): Promise<number> {
	const back: string[] = [];
	for (const id of erasures.all()) if (await isThere(storage, id)) back.push(id);
	for (const id of back) {
		await withdrawEveryBallot(storage, id);
		await storage.write(actor, async (writer) => {
			await writer.db.delete(writer.t.roles).where(eq(writer.t.roles.accountId, id));
			await eraseNow(writer, id);
		});
	}
	if (back.length > 0) await storage.forget();
	return back.length;
}

async function isThere({ db, t }: Store, id: string): Promise<boolean> {
	const [account] = await db
		.select({ erasedAt: t.accounts.erasedAt })
		.from(t.accounts)
		.where(eq(t.accounts.id, id));
	return account !== undefined && account.erasedAt === null;
}

async function eraseNow(writer: Writer, accountId: string): Promise<void> {
	await eraseWords(writer, accountId);
	await eraseAround(writer, accountId);
	await forgetTopic(writer, topicOfAccount(accountId));
	// Without identity: what is erased is named nowhere, not even here.
	writer.emit({ type: 'account.erased', topic: null, kind: 'account', id: '', version: 1 });
}

/** Says that it is done, to the address that is forgotten with the same commit. */
async function lastLetter(writer: Writer, { id, language }: AccountActor): Promise<void> {
	const { db, t } = writer;
	const [contact] = await db.select().from(t.contacts).where(eq(t.contacts.accountId, id));
	if (!contact) return;
	await queueLetter(writer, {
		kind: 'erased',
		to: contact.email,
		language,
		accountId: null,
		values: {}
	});
}
