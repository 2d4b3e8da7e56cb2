import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Reader, Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { queueLetter } from '../../mail/commands.ts';
import { codeDigest, endCodes, issueCode, linkCode, readCode, takeCode } from '../codes.ts';
import { signedIn } from '../commands.ts';
import { accountByEmail, contactOf, pathIn } from '../email.ts';
import { checkPresent, type Confirmations } from './password.ts';
import type { LetterAttempts, LinkAttempts } from './sign-up.ts';

/** Both letters are followed within a day. */
const lifetime = 24 * 60 * 60_000;
const job: Actor = { kind: 'system', job: 'email' };
const purposes = ['email_new', 'email_old'] as const;
type Side = (typeof purposes)[number];

export interface ChangeEmail {
	email: string;
	/** The password of now. */
	present: string;
	/** Where the request came from. */
	address: string;
}

/**
 * Asks both addresses, the one of now and the new one; the change happens when both links were followed. Where there
 * was none, the new one is enough. Refuses `invalid_input` (email, present), `sign_in_again`,
 * `too_many_attempts`.
 */
export async function changeEmail(
	store: Store,
	actor: Actor,
	{ letters, confirmations }: { letters: LetterAttempts; confirmations: Confirmations },
	{ email: typed, present, address }: ChangeEmail
): Promise<void> {
	const owner = signedIn(actor);
	const { id } = owner;
	const fields = createFields();
	const email = fields.email('email', typed);
	await checkPresent(store, fields, confirmations, { owner, present });
	fields.refuseIfWrong();
	letters.begin({ email, address }, store.now());
	await store.write(actor, (writer) => askBoth(writer, id, email));
}

async function askBoth(writer: Writer, id: string, email: string): Promise<void> {
	const account = await contactOf(writer, id);
	for (const purpose of purposes) await endCodes(writer, id, purpose);
	const other = await accountByEmail(writer, email);
	await ask(writer, account, 'email_new', email, other !== undefined && other.id !== id);
	if (account.email !== null) await ask(writer, account, 'email_old', email);
}

/**
 * One code and its letter. Where the new address belongs to another account, its owner is told that, the code goes to
 * nobody, and whoever asked does not learn it.
 */
async function ask(
	writer: Writer,
	{ id, language, email: before }: Awaited<ReturnType<typeof contactOf>>,
	side: Side,
	email: string,
	taken = false
): Promise<void> {
	const code = linkCode();
	await issueCode(writer, { purpose: side, code, accountId: id, payload: { email }, lifetime });
	const to = side === 'email_new' ? email : before!;
	const link = pathIn(language, taken ? '/recover' : `/email/${code}`);
	const values: Record<string, string> = taken ? { link } : { link, email };
	const kind = taken ? 'already_registered' : side;
	await queueLetter(writer, { kind, to, language, accountId: id, values });
}

interface Link {
	code: string;
	address: string;
}

/** The new address that a link is about, and to whom it went. Refuses `code_not_valid`, `too_many_attempts`. */
export function readEmailChange(
	store: Store,
	links: LinkAttempts,
	{ code, address }: Link
): Promise<{ side: Side; email: string }> {
	return links.guess({ keys: { address }, now: store.now() }, async () => {
		for (const side of purposes) {
			const found = await readCode(store, { purpose: side, code }).catch(undefinedIfNotValid);
			if (found) return { side, email: found.payload['email']! };
		}
		throw new Refusal('code_not_valid');
	});
}

function undefinedIfNotValid(error: unknown): undefined {
	if (!(error instanceof Refusal) || error.code !== 'code_not_valid') throw error;
}

/**
 * Follows a link; answers whether the other letter still waits for that. The old address is told of the change.
 * Refuses `code_not_valid`, `too_many_attempts`.
 */
export async function confirmEmail(
	store: Store,
	links: LinkAttempts,
	{ code, address }: Link
): Promise<{ waits: boolean }> {
	const followed = await store.read((reader) => followedJustNow(reader, code));
	if (followed) return followed;
	const { side } = await readEmailChange(store, links, { code, address });
	return store.write(job, async (writer) => {
		const { accountId, payload } = await takeCode(writer, { purpose: side, code });
		if (accountId === null) throw new Refusal('code_not_valid');
		if (await isOpen(writer, accountId, otherThan(side))) return { waits: true };
		await keepEmail(writer, accountId, payload['email']!);
		return { waits: false };
	});
}

const otherThan = (side: Side): Side => (side === 'email_new' ? 'email_old' : 'email_new');

/** Some press twice: a link that was followed a moment ago says once more what it has done. */
async function followedJustNow(
	reader: Reader,
	code: string
): Promise<{ waits: boolean } | undefined> {
	const { db, t, now } = reader;
	const one = t.oneTimeCodes;
	const [used] = await db
		.select()
		.from(one)
		.where(
			and(
				eq(one.digest, codeDigest(reader, code)),
				inArray(one.purpose, [...purposes]),
				gt(one.usedAt, now() - 5 * 60_000)
			)
		);
	if (!used?.accountId || used.usedAt === null) return undefined;
	const side = used.purpose as Side;
	// Ended by asking anew, not followed.
	if (await isOpen(reader, used.accountId, side)) return undefined;
	if (await isOpen(reader, used.accountId, otherThan(side))) return { waits: true };
	const [contact] = await db
		.select()
		.from(t.contacts)
		.where(eq(t.contacts.accountId, used.accountId));
	return contact && contact.confirmedAt >= used.usedAt ? { waits: false } : undefined;
}

async function isOpen({ db, t, now }: Reader, accountId: string, purpose: Side): Promise<boolean> {
	const [code] = await db
		.select({ digest: t.oneTimeCodes.digest })
		.from(t.oneTimeCodes)
		.where(
			and(
				eq(t.oneTimeCodes.accountId, accountId),
				eq(t.oneTimeCodes.purpose, purpose),
				isNull(t.oneTimeCodes.usedAt),
				gt(t.oneTimeCodes.expiresAt, now())
			)
		);
	return code !== undefined;
}

async function keepEmail(writer: Writer, id: string, email: string): Promise<void> {
	const { db, t, now, emit } = writer;
	const { email: before, language } = await contactOf(writer, id);
	await db.delete(t.contacts).where(eq(t.contacts.accountId, id));
	const [kept] = await db
		.insert(t.contacts)
		.values({ accountId: id, email, confirmedAt: now() })
		.onConflictDoNothing()
		.returning({ id: t.contacts.accountId });
	if (!kept) throw new Refusal('code_not_valid');
	// A link to the mailbox of before opens nothing any more.
	await endCodes(writer, id, 'recovery');
	emit({ type: 'email.changed', topic: null, kind: 'account', id, version: 1, about: id });
	if (before !== null)
		await queueLetter(writer, {
			kind: 'email_changed',
			to: before,
			language,
			accountId: id,
			values: { email }
		});
}
