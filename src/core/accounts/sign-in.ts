import { eq, or, sql } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { Refusal } from '../kernel/errors.ts';
import { signInKeys, type Attempts } from './attempts.ts';
import { passwordMatches } from './passwords.ts';
import { hasSecondFactor, takeSecondFactor } from './second-factor.ts';

export interface SignIn {
	/** Login or e-mail address. */
	login: string;
	password: string;
	/** Six digits of the app, or a printed recovery code. */
	totp?: string | undefined;
	/** Where the request came from, for the limit on guessing. */
	address: string;
}

/** What a session begins with. */
export interface SignedIn {
	id: string;
	secondFactorAt: number | null;
}

export type SignInAttempts = Attempts<'pair' | 'login' | 'address'>;

const ticketLifetime = 5 * 60_000;

/**
 * The account that login and password open. Refuses `wrong_sign_in`, the same for an unknown login, a wrong password
 * and a wrong code; `second_factor_needed` with a ticket for `completeSignIn`, where a code is missing;
 * `account_suspended`; `too_many_attempts`.
 */
export async function checkSignIn(
	store: Store,
	attempts: SignInAttempts,
	{ login: typed, password, totp, address }: SignIn
): Promise<SignedIn> {
	const login = typed.trim().toLowerCase().slice(0, 200);
	const attempt = attempts.begin(signInKeys(login, address), store.now());
	const account = await accountOpenedBy(store, login, password, address).catch((error: unknown) => {
		attempt.takeBack();
		throw error;
	});
	if (!account) throw new Refusal('wrong_sign_in');
	const { id } = account;
	if (await hasSecondFactor(store, id)) {
		if (!totp) {
			attempt.takeBack();
			throw new Refusal('second_factor_needed', { ticket: ticketFor(store, id, login) });
		}
		if (!(await secondFactorPasses(store, id, totp))) throw new Refusal('wrong_sign_in');
	}
	attempt.succeeded('pair');
	return signedInTo(store, account, totp !== undefined);
}

/**
 * The second step, with what `checkSignIn` gave for the first. Refuses `wrong_sign_in`; `code_not_valid` for a ticket
 * that is too old; `account_suspended`; `too_many_attempts`.
 */
export async function completeSignIn(
	store: Store,
	attempts: SignInAttempts,
	{ ticket, totp, address }: { ticket: string; totp: string; address: string }
): Promise<SignedIn> {
	const { id, login } = readTicket(store, ticket);
	const attempt = attempts.begin(signInKeys(login, address), store.now());
	if (!(await secondFactorPasses(store, id, totp))) throw new Refusal('wrong_sign_in');
	attempt.succeeded('pair');
	const { db, t } = store;
	const [account] = await db.select().from(t.accounts).where(eq(t.accounts.id, id));
	return signedInTo(store, account!, true);
}

const ticketSeal = 'sign-in ticket';

function ticketFor({ keys, now }: Store, id: string, login: string): string {
	return keys.seal(JSON.stringify({ id, login, until: now() + ticketLifetime }), ticketSeal);
}

function readTicket({ keys, now }: Store, ticket: string): { id: string; login: string } {
	try {
		const { id, login, until } = JSON.parse(keys.open(ticket, ticketSeal)) as {
			id: string;
			login: string;
			until: number;
		};
		if (now() < until) return { id, login };
	} catch {
		// Not one of ours.
	}
	throw new Refusal('code_not_valid');
}

/** In a command of its own: a code is used up also when what follows is refused. */
function secondFactorPasses(store: Store, accountId: string, code: string): Promise<boolean> {
	return store.write({ kind: 'system', job: 'sign-in' }, (writer) =>
		takeSecondFactor(writer, accountId, code)
	);
}

function signedInTo(
	{ now }: Store,
	{ id, suspendedAt }: { id: string; suspendedAt: number | null },
	secondFactor: boolean
): SignedIn {
	if (suspendedAt !== null) throw new Refusal('account_suspended');
	return { id, secondFactorAt: secondFactor ? now() : null };
}

async function accountOpenedBy({ db, t }: Store, login: string, password: string, address: string) {
	const [account] = await db
		.select({
			id: t.accounts.id,
			passwordHash: t.accounts.passwordHash,
			suspendedAt: t.accounts.suspendedAt
		})
		.from(t.accounts)
		.leftJoin(t.contacts, eq(t.contacts.accountId, t.accounts.id))
		.where(or(eq(t.accounts.login, login), eq(t.contacts.email, login)))
		// A login that looks like somebody's address is still a login first.
		.orderBy(sql`case when ${t.accounts.login} = ${login} then 0 else 1 end`)
		.limit(1);
	const right = await passwordMatches(
		password.slice(0, 1024).normalize('NFC'),
		account?.passwordHash ?? null,
		address
	);
	return account && right ? account : undefined;
}
