import { and, eq, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { withdrawEveryBallot } from '../../polls/commands.ts';
import { once } from '../../register/commands.ts';
import { consentWordings, freeConsents, type ConsentKind } from '../model.ts';
import { erasePerson } from './erase-account.ts';

interface Consent {
	kind: string;
	key?: string | undefined;
}

/** Agrees to what one may agree to freely, once; refuses `not_found` for anything else. */
export async function giveConsent(
	store: Store,
	actor: Actor,
	{ key, kind }: Consent
): Promise<void> {
	const account = signedIn(actor);
	const wanted = freeConsents.find((one) => one === kind);
	if (!wanted) throw new Refusal('not_found');
	await store.write(account, (writer) =>
		once(writer, account, { key, action: 'account.change', body: { given: kind } }, async () => {
			if ((await standing(writer, account.id, wanted)).length === 0)
				await recordConsent(writer, { accountId: account.id, kind: wanted, centreId: null });
			return null;
		})
	);
}

/** Keeps that somebody agreed, in an account or on paper at a centre, with the wording of that day. */
async function recordConsent(
	{ db, t, now, emit }: Writer,
	{ accountId, kind, centreId }: { accountId: string; kind: ConsentKind; centreId: string | null }
): Promise<void> {
	await db.insert(t.consents).values({
		id: newId(now()),
		accountId,
		kind,
		wording: consentWordings[kind],
		centreId,
		givenAt: now()
	});
	emit({
		type: 'consent.given',
		topic: null,
		kind: 'account',
		id: accountId,
		version: 1,
		about: accountId,
		details: { consent: kind }
	});
}

/**
 * Takes a consent back, as easily as it was given. Without the one to being verified nothing of the
 * verification is kept: ballots of open polls go with it. Refuses `not_found` where there is none.
 */
export async function withdrawConsent(
	store: Store,
	actor: Actor,
	{ key, kind }: Consent
): Promise<void> {
	const account = signedIn(actor);
	if (kind === 'verification' && (await standing(store, account.id, kind)).length > 0)
		await withdrawEveryBallot(store, account.id);
	await store.write(account, (writer) =>
		once(
			writer,
			account,
			{ key, action: 'account.change', body: { withdrawn: kind } },
			async () => {
				const { db, t, now, emit } = writer;
				const given = await standing(writer, account.id, kind);
				if (given.length === 0) throw new Refusal('not_found');
				for (const { id } of given)
					await db.update(t.consents).set({ withdrawnAt: now() }).where(eq(t.consents.id, id));
				if (kind === 'verification') {
					await erasePerson(writer, account.id);
					await db.update(t.accounts).set({ personId: null }).where(eq(t.accounts.id, account.id));
				}
				emit({
					type: 'consent.withdrawn',
					topic: null,
					kind: 'account',
					id: account.id,
					version: 1,
					about: account.id,
					details: { consent: kind }
				});
				return null;
			}
		)
	);
}

function standing({ db, t }: Pick<Store, 'db' | 't'>, accountId: string, kind: string) {
	const { consents: one } = t;
	return db
		.select({ id: one.id })
		.from(one)
		.where(
			and(eq(one.accountId, accountId), eq(one.kind, kind as ConsentKind), isNull(one.withdrawnAt))
		);
}
