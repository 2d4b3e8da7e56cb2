import type {
	AuthenticationResponseJSON,
	PublicKeyCredentialCreationOptionsJSON,
	PublicKeyCredentialRequestOptionsJSON,
	RegistrationResponseJSON
} from '@simplewebauthn/server';
import { and, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Attempts } from '../attempts.ts';
import type { Challenges } from '../challenges.ts';
import { signedIn } from '../commands.ts';
import { contactOf } from '../email.ts';
import { requireRecent } from '../policy.ts';
import type { SignedIn } from '../sign-in.ts';
import { tellOwner } from './password.ts';

export interface PasskeySite {
	challenges: Challenges;
	/** Of the site; a passkey of another one is none. */
	origin: URL;
}

const keyName = { max: 60 } as const;

/** Loaded for the first who has a passkey: most installations would hold it in memory for nobody. */
const webauthn = () => import('@simplewebauthn/server');

/** What the browser is asked to make. Refuses `second_factor_needed` where there is one, not entered just now. */
export async function offerPasskey(
	store: Store,
	actor: Actor,
	{ challenges, origin }: PasskeySite
): Promise<PublicKeyCredentialCreationOptionsJSON> {
	const account = signedIn(actor);
	await requireRecent(store, account);
	const { db, t, now } = store;
	const { login, name } = await contactOf(store, account.id);
	const there = await db
		.select({ id: t.passkeys.id })
		.from(t.passkeys)
		.where(eq(t.passkeys.accountId, account.id));
	const { generateRegistrationOptions } = await webauthn();
	return generateRegistrationOptions({
		rpName: 'Viche',
		rpID: origin.hostname,
		userID: new TextEncoder().encode(account.id),
		userName: login,
		userDisplayName: name,
		challenge: Buffer.from(challenges.make(account.id, now()), 'base64url'),
		excludeCredentials: there,
		// It knows by itself whose it is, and asks its owner: that makes two factors.
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
	});
}

export interface NewPasskey {
	/** As its owner calls it. */
	name: string;
	response: RegistrationResponseJSON;
}

/** Keeps what the browser made. Refuses `invalid_input` (name), `code_not_valid`, `second_factor_needed`. */
export async function addPasskey(
	store: Store,
	actor: Actor,
	{ challenges, origin }: PasskeySite,
	{ name: typed, response }: NewPasskey
): Promise<{ id: string }> {
	const account = signedIn(actor);
	await requireRecent(store, account);
	const fields = createFields();
	const name = fields.text('name', typed, keyName);
	fields.refuseIfWrong();
	const { verifyRegistrationResponse } = await webauthn();
	const { verified, registrationInfo } = await verifyRegistrationResponse({
		response,
		expectedChallenge: (challenge) => challenges.take(challenge, account.id, store.now()),
		expectedOrigin: origin.origin,
		expectedRPID: origin.hostname
	}).catch(() => ({ verified: false, registrationInfo: undefined }));
	if (!verified || !registrationInfo) throw new Refusal('code_not_valid');
	const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
	return store.write(actor, async (writer) => {
		const { db, t, now, emit } = writer;
		const [kept] = await db
			.insert(t.passkeys)
			.values({
				id,
				accountId: account.id,
				publicKey: Buffer.from(publicKey).toString('base64url'),
				counter,
				transports: [...transports],
				name,
				createdAt: now()
			})
			.onConflictDoNothing()
			.returning({ id: t.passkeys.id });
		if (!kept) throw new Refusal('code_not_valid');
		happened(emit, 'passkey.added', account.id);
		await tellOwner(writer, account.id, 'second_factor_changed');
		return kept;
	});
}

/** Takes one's own passkey away. Refuses `not_found`, `second_factor_needed`. */
export async function removePasskey(store: Store, actor: Actor, { id }: { id: string }) {
	const account = signedIn(actor);
	await requireRecent(store, account);
	await store.write(actor, async (writer) => {
		const { db, t, emit } = writer;
		const [gone] = await db
			.delete(t.passkeys)
			.where(and(eq(t.passkeys.id, id), eq(t.passkeys.accountId, account.id)))
			.returning({ id: t.passkeys.id });
		if (!gone) throw new Refusal('not_found');
		happened(emit, 'passkey.removed', account.id);
		await tellOwner(writer, account.id, 'second_factor_changed');
	});
}

function happened(
	emit: Writer['emit'],
	type: 'passkey.added' | 'passkey.removed',
	id: string
): void {
	emit({ type, topic: null, kind: 'account', id, version: 1, about: id });
}

/** What the browser is asked to sign; the passkey knows whose it is. */
export async function askForPasskey(
	{ now }: Store,
	_: Actor,
	{ challenges, origin }: PasskeySite
): Promise<PublicKeyCredentialRequestOptionsJSON> {
	const { generateAuthenticationOptions } = await webauthn();
	return generateAuthenticationOptions({
		rpID: origin.hostname,
		challenge: Buffer.from(challenges.make(null, now()), 'base64url'),
		userVerification: 'required'
	});
}

export interface PasskeySignIn {
	response: AuthenticationResponseJSON;
	address: string;
}

/**
 * The account that a passkey opens; with the owner's finger or number it is both factors at once. Refuses
 * `wrong_sign_in`, the same for one that is not known; `account_suspended`; `too_many_attempts`.
 */
export async function signInByPasskey(
	store: Store,
	{ challenges, origin }: PasskeySite,
	attempts: Attempts<'address'>,
	{ response, address }: PasskeySignIn
): Promise<SignedIn> {
	const { db, t, now } = store;
	return attempts
		.guess({ keys: { address }, now: now() }, async () => {
			const [found] = await db
				.select({ passkey: t.passkeys, suspendedAt: t.accounts.suspendedAt })
				.from(t.passkeys)
				.innerJoin(t.accounts, eq(t.accounts.id, t.passkeys.accountId))
				.where(eq(t.passkeys.id, String(response.id)));
			if (!found) return undefined;
			const { id, accountId, publicKey, counter } = found.passkey;
			const { verifyAuthenticationResponse } = await webauthn();
			const { verified, authenticationInfo } = await verifyAuthenticationResponse({
				response,
				expectedChallenge: (challenge) => challenges.take(challenge, null, now()),
				expectedOrigin: origin.origin,
				expectedRPID: origin.hostname,
				credential: {
					id,
					counter,
					publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url'))
				}
			}).catch(() => ({ verified: false, authenticationInfo: undefined }));
			if (!verified || !authenticationInfo) return undefined;
			const { newCounter } = authenticationInfo;
			await store.write({ kind: 'system', job: 'sign-in' }, ({ db, t, now }) =>
				db
					.update(t.passkeys)
					.set({ counter: newCounter, usedAt: now() })
					.where(eq(t.passkeys.id, id))
			);
			return { id: accountId, suspendedAt: found.suspendedAt };
		})
		.then((account) => {
			if (!account) throw new Refusal('wrong_sign_in');
			if (account.suspendedAt !== null) throw new Refusal('account_suspended');
			return { id: account.id, secondFactorAt: now() };
		});
}
