import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { signedIn } from '../commands.ts';
import { contactOf } from '../email.ts';
import { requireRecent } from '../policy.ts';
import {
	enrolmentLink,
	hasSecondFactor,
	keepSecret,
	newRecoveryCodes,
	newSecret,
	takeSecondFactor
} from '../second-factor.ts';
import { tellOwner, type Confirmations } from './password.ts';

const offerLifetime = 30 * 60_000;

/** What an app is to learn, before anything of it is kept. */
export interface Offer {
	/** Base32, to be typed where nothing can be scanned. */
	secret: string;
	/** What the QR code says. */
	link: string;
	/** The secret for `enrolSecondFactor`, which nobody else can make. */
	sealed: string;
}

/**
 * A secret for an app that shows six digits; nothing is kept until its first code comes. With `sealed` the one that
 * was offered before, so that a mistyped code does not ask for another scan. Refuses `second_factor_needed` where
 * there is one already and it was not entered just now.
 */
export async function offerSecondFactor(
	store: Store,
	actor: Actor,
	{ sealed }: { sealed?: string | undefined }
): Promise<Offer> {
	const { keys, now } = store;
	const account = signedIn(actor);
	await requireRecent(store, account);
	const secret = (sealed && readOffer(store, account.id, sealed)) || newSecret();
	const { login } = await contactOf(store, account.id);
	const offer = JSON.stringify({ secret, until: now() + offerLifetime });
	return {
		secret,
		link: enrolmentLink(secret, login),
		sealed: keys.seal(offer, sealOf(account.id))
	};
}

const sealOf = (accountId: string) => `offered second factor of ${accountId}`;

function readOffer({ keys, now }: Store, accountId: string, sealed: string): string | undefined {
	try {
		const { secret, until } = JSON.parse(keys.open(sealed, sealOf(accountId))) as {
			secret: string;
			until: number;
		};
		return now() < until ? secret : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Keeps the app that was offered, by its first code, in place of an older one; answers the recovery codes, which are
 * shown this once. Refuses `invalid_input` (totp), `second_factor_needed`, `code_not_valid` for an offer that is too
 * old, `too_many_attempts`.
 */
export async function enrolSecondFactor(
	store: Store,
	actor: Actor,
	confirmations: Confirmations,
	{ sealed, totp }: { sealed: string; totp: string }
): Promise<{ recoveryCodes: string[] }> {
	const account = signedIn(actor);
	await requireRecent(store, account);
	const secret = readOffer(store, account.id, sealed);
	if (secret === undefined) throw new Refusal('code_not_valid');
	const recoveryCodes = await confirmations.guess(
		{ keys: { account: account.id }, now: store.now(), forgive: ['account'] },
		() =>
			store
				.write(actor, (writer) => keepWithFirstCode(writer, account.id, secret, totp))
				.catch(undefinedIfWrong)
	);
	if (!recoveryCodes) throw wrongCode();
	return { recoveryCodes };
}

/** Whole or not at all: a wrong first code leaves what was there before. */
async function keepWithFirstCode(writer: Writer, id: string, secret: string, totp: string) {
	await keepSecret(writer, id, secret);
	// A recovery code of the older one is no proof of the new app.
	if (!/^[\d\s]+$/.test(totp) || !(await takeSecondFactor(writer, id, totp))) throw wrong;
	const codes = await newRecoveryCodes(writer, id);
	changed(writer, id);
	await tellOwner(writer, id, 'second_factor_changed');
	return codes;
}

const wrong = new Error('wrong code');
function undefinedIfWrong(error: unknown): undefined {
	if (error !== wrong) throw error;
}

/**
 * Enters the second factor in a session that is there already; the caller renews the session with it. Refuses
 * `invalid_input` (totp), `too_many_attempts`.
 */
export async function enterSecondFactor(
	store: Store,
	actor: Actor,
	confirmations: Confirmations,
	{ totp }: { totp: string }
): Promise<{ secondFactorAt: number }> {
	const { id } = signedIn(actor);
	const right = await confirmations.guess(
		{ keys: { account: id }, now: store.now(), forgive: ['account'] },
		// Its own command: a code is used up also when what follows is refused.
		() => store.write(actor, (writer) => takeSecondFactor(writer, id, totp.slice(0, 100)))
	);
	if (!right) throw wrongCode();
	return { secondFactorAt: store.now() };
}

/** New recovery codes to print; the older ones end. Refuses `second_factor_needed`, `not_found` where there is no app. */
export async function renewRecoveryCodes(
	store: Store,
	actor: Actor
): Promise<{ recoveryCodes: string[] }> {
	const account = signedIn(actor);
	await requireRecent(store, account);
	return store.write(actor, async (writer) => {
		if (!(await hasSecondFactor(writer, account.id))) throw new Refusal('not_found');
		const recoveryCodes = await newRecoveryCodes(writer, account.id);
		changed(writer, account.id);
		await tellOwner(writer, account.id, 'second_factor_changed');
		return { recoveryCodes };
	});
}

/** Goes on without one. Refuses `still_needed` to staff, `second_factor_needed`. */
export async function removeSecondFactor(store: Store, actor: Actor): Promise<void> {
	const account = signedIn(actor);
	if (account.roles.length > 0) throw new Refusal('still_needed');
	await requireRecent(store, account);
	await store.write(actor, (writer) => dropSecondFactor(writer, account.id));
}

/** Takes app and recovery codes away, where there are any. */
export async function dropSecondFactor(writer: Writer, id: string): Promise<void> {
	const { db, t } = writer;
	await db.delete(t.recoveryCodes).where(eq(t.recoveryCodes.accountId, id));
	const [gone] = await db
		.delete(t.secondFactors)
		.where(eq(t.secondFactors.accountId, id))
		.returning({ id: t.secondFactors.accountId });
	if (!gone) return;
	changed(writer, id);
	await tellOwner(writer, id, 'second_factor_changed');
}

function changed({ emit }: Writer, id: string): void {
	emit({ type: 'second_factor.changed', topic: null, kind: 'account', id, version: 1, about: id });
}

function wrongCode(): Refusal {
	const fields = createFields();
	fields.wrong('totp', 'wrong_code');
	return new Refusal('invalid_input', { errors: fields.errors });
}
