import { and, eq, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { queueLetter } from '../../mail/commands.ts';
import { issueCode, linkCode, readCode, takeCode } from '../codes.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { accountByEmail, contactOf, pathIn } from '../email.ts';
import { checkPassword } from '../password-rules.ts';
import { hashPassword } from '../passwords.ts';
import { hasSecondFactor } from '../second-factor.ts';
import { sealable, waitingIn, waitingLifetime, type Waiting } from '../waiting.ts';
import { setPassword } from './password.ts';
import type { LetterAttempts, LinkAttempts } from './sign-up.ts';

/** A link in a letter opens an account for an hour. */
const lifetime = 60 * 60_000;
const job: Actor = { kind: 'system', job: 'recovery' };

export interface RequestRecovery {
	email: string;
	/** Where the request came from. */
	address: string;
	/** What is brought back to its page when the link has been followed. */
	waits?: Waiting | undefined;
}

/**
 * Sends a link under which a new password is set, where the address is known. Nothing tells whether it is.
 * Refuses `invalid_input` (email), `too_many_attempts`.
 */
export async function requestRecovery(
	store: Store,
	letters: LetterAttempts,
	{ email: typed, address, waits }: RequestRecovery
): Promise<void> {
	const fields = createFields();
	const email = fields.email('email', typed);
	fields.refuseIfWrong();
	letters.begin({ email, address }, store.now());
	const issue = async (writer: Writer) => {
		const known = await accountByEmail(writer, email);
		await (known
			? issueRecovery(writer, { ...known, email }, 'recovery', waits)
			: pretend(writer, email, waits));
	};
	await store.write(job, issue, { quiet: true });
}

/** Writes as much as for an address that is known, or the time would tell; no letter of it is left. */
async function pretend(writer: Writer, email: string, waits: Waiting | undefined): Promise<void> {
	const { db, t } = writer;
	const code = linkCode();
	await issueCode(writer, { purpose: 'recovery', code, payload: sealable(waits), lifetime: 0 });
	const values = { link: pathIn('uk', `/recover/${code}`), login: '' };
	const letter = { kind: 'recovery', to: email, language: 'uk', accountId: null, values } as const;
	await queueLetter(writer, letter);
	await db
		.delete(t.letters)
		.where(and(eq(t.letters.kind, 'recovery'), isNull(t.letters.accountId)));
}

/**
 * The code and the letter that carries it; older links of the account end. One that answers a registration lives as
 * long as that of a registration, for whoever waits for it is told one and the same.
 */
export async function issueRecovery(
	writer: Writer,
	{ id, login, language, email }: { id: string; login: string; language: Lang; email: string },
	kind: 'recovery' | 'already_registered',
	waits?: Waiting
): Promise<void> {
	const code = linkCode();
	await issueCode(writer, {
		purpose: 'recovery',
		code,
		accountId: id,
		payload: sealable(waits),
		lifetime: kind === 'recovery' ? lifetime : waitingLifetime
	});
	const link = pathIn(language, `/recover/${code}`);
	const values: Record<string, string> = kind === 'recovery' ? { link, login } : { link };
	await queueLetter(writer, { kind, to: email, language, accountId: id, values });
}

interface Link {
	code: string;
	address: string;
}

/** The account that a link opens, and what is sent with it. */
interface Recovery {
	id: string;
	login: string;
	name: string;
	residence: Area;
	secondFactor: boolean;
	waits: Waiting | null;
}

/** Refuses `code_not_valid`, `too_many_attempts`. */
export async function readRecovery(
	store: Store,
	links: LinkAttempts,
	{ code, address }: Link
): Promise<Recovery> {
	return links.guess({ keys: { address }, now: store.now() }, async () => {
		const { accountId, payload } = await readCode(store, { purpose: 'recovery', code });
		if (accountId === null) throw new Refusal('code_not_valid');
		const { id, login, name, areaId } = await contactOf(store, accountId);
		const [residence] = await store.read((reader) => areasByIds(reader, [areaId]));
		const secondFactor = await hasSecondFactor(store, id);
		return { id, login, name, residence: residence!, secondFactor, waits: waitingIn(payload) };
	});
}

/** An account whose password was set anew. */
export interface Opened {
	id: string;
	/** A mailbox or a card alone does not stand for both factors: whoever has a second one signs in with it. */
	secondFactorNeeded: boolean;
}

/**
 * Sets a password under the link of a letter; every session ends. Refuses `invalid_input` (password),
 * `code_not_valid`, `account_suspended`, `too_many_attempts`.
 */
export async function recover(
	store: Store,
	links: LinkAttempts,
	{ code, address, password }: Link & { password: string }
): Promise<Opened> {
	const { id } = await readRecovery(store, links, { code, address });
	return openWithPassword(store, {
		id,
		password,
		job,
		take: (writer) => takeCode(writer, { purpose: 'recovery', code })
	});
}

interface OpenWithPassword {
	id: string;
	password: string;
	job: Actor;
	take: (writer: Writer) => Promise<{ accountId: string | null }>;
	/** What else happens with it. */
	besides?: (writer: Writer) => Promise<void>;
}

/** What a letter and a card have in common: the code is used up with the password that it sets, and not before. */
export async function openWithPassword(
	store: Store,
	{ id, password, job, take, besides }: OpenWithPassword
): Promise<Opened> {
	const account = await contactOf(store, id);
	if (account.suspendedAt !== null) throw new Refusal('account_suspended');
	const fields = createFields();
	await checkPassword(store, fields, { password, ...account });
	fields.refuseIfWrong();
	const hash = await hashPassword(password.normalize('NFC'));
	await store.write(job, async (writer) => {
		await take(writer);
		await besides?.(writer);
		await setPassword(writer, id, hash);
	});
	return { id, secondFactorNeeded: await hasSecondFactor(store, id) };
}
