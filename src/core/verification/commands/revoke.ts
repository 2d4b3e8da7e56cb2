import { and, eq, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { centreById } from '../../centres/queries.ts';
import type { AccountActor, Actor, ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { addMonths } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
import { require, standingFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { appealMonths, isInForce, revocationReasonLimits } from '../model.ts';
import { centreDay, writeTo } from '../tell.ts';

export interface RevokePerson {
	personId: string;
	reason: string;
	confirmed: boolean;
	key?: string | undefined;
}

/**
 * A coordinator of the centre that verified somebody takes it back, with reasons; ballots already cast stay as they
 * are. Refuses `not_found` for whoever is not verified now, `not_allowed`, `invalid_input`.
 */
export async function revokePerson(
	store: Store,
	actor: Actor,
	{ key, ...input }: RevokePerson
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'person.revoke', body: input }, async () => {
			const held = await heldBy(writer, eq(writer.t.persons.id, input.personId));
			const facts = { centreId: held.person.centreId, accountId: held.accountId };
			require('person.revoke', account, facts);
			const fields = createFields();
			const reason = fields.text('reason', input.reason, {
				...revocationReasonLimits,
				multiline: true
			});
			if (!input.confirmed) fields.wrong('confirmed', 'not_confirmed');
			fields.refuseIfWrong();
			const { role } = standingFor('person.revoke', account, facts)!;
			const revoked = await takeBack(writer, account, { held, reason, as: role });
			const { name } = await centreById(writer, held.person.centreId);
			await notify(writer, [held.accountId], {
				kind: 'verification_revoked',
				objectId: revoked.id
			});
			await writeTo(writer, [held.accountId], 'verification_revoked', (lang) => ({
				centre: name[lang],
				reason,
				until: centreDay(revoked.appealUntil)
			}));
			return { id: revoked.id };
		})
	);
}

/**
 * The person ends it, as after a move: the consent is withdrawn with it. Refuses `not_found` without a verification,
 * `invalid_input` unless it is confirmed.
 */
export async function endOwnVerification(
	store: Store,
	actor: Actor,
	{ key, confirmed }: { confirmed: boolean; key?: string | undefined }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'account.change', body: ['end', confirmed] }, async () => {
			const { db, t, now } = writer;
			const held = await heldBy(writer, eq(t.accounts.id, account.id));
			const fields = createFields();
			if (!confirmed) fields.wrong('confirmed', 'not_confirmed');
			fields.refuseIfWrong();
			await takeBack(writer, account, { held, reason: '', as: null });
			await db
				.update(t.consents)
				.set({ withdrawnAt: now() })
				.where(
					and(
						eq(t.consents.accountId, account.id),
						eq(t.consents.kind, 'verification'),
						isNull(t.consents.withdrawnAt)
					)
				);
			return null;
		})
	);
}

type Held = Awaited<ReturnType<typeof heldBy>>;

/** A verification that holds now, and the account that holds it. Refuses `not_found`. */
async function heldBy({ db, t, now }: Writer, where: ReturnType<typeof eq>) {
	const [row] = await db
		.select({ person: t.persons, accountId: t.accounts.id })
		.from(t.persons)
		.innerJoin(t.accounts, eq(t.accounts.personId, t.persons.id))
		.where(where);
	if (!row || !isInForce(row.person, now())) throw new Refusal('not_found');
	return row;
}

async function takeBack(
	{ db, t, now, emit }: Writer,
	account: AccountActor,
	{ held, reason, as }: { held: Held; reason: string; as: ScopedRole | null }
): Promise<{ id: string; appealUntil: number }> {
	const { person, accountId } = held;
	const id = newId(now());
	// Against oneself nobody appeals.
	const appealUntil = as === null ? now() : addMonths(now(), appealMonths);
	await db.update(t.persons).set({ revokedAt: now() }).where(eq(t.persons.id, person.id));
	await db.insert(t.revocations).values({
		id,
		personId: person.id,
		accountId,
		centreId: person.centreId,
		reason,
		revokedBy: account.id,
		at: now(),
		appealUntil
	});
	emit({
		type: 'person.revoked',
		topic: null,
		kind: 'person',
		id: person.id,
		version: 1,
		as,
		about: accountId,
		...(reason !== '' && { reason })
	});
	return { id, appealUntil };
}
