import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { isResidence } from '../../areas/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { queueLetter } from '../../mail/commands.ts';
import type { Attempts } from '../attempts.ts';
import { endCodes, issueCode, linkCode, readCode, takeCode } from '../codes.ts';
import { accountByEmail, cleanEmail, pathIn } from '../email.ts';
import { checkPassword } from '../password-rules.ts';
import { hashPassword } from '../passwords.ts';
import { createAccount } from './create.ts';
import { issueRecovery } from './recovery.ts';

export type LetterAttempts = Attempts<'email' | 'address'>;
export type LinkAttempts = Attempts<'address'>;

/** A link in a letter opens a registration for a day. */
const lifetime = 24 * 60 * 60_000;
const job: Actor = { kind: 'system', job: 'registration' };

export interface RequestSignUp {
	email: string;
	/** Ticked by hand: the address may be kept for this account. */
	agreed: boolean;
	language: Lang;
	/** Where the request came from. */
	address: string;
	/** A path of this site, to which whoever has registered goes on. */
	next?: string | undefined;
}

/**
 * Sends the link that opens a registration; to an address that has an account already, the way back into it.
 * Nothing tells which it was. Refuses `invalid_input` (email, agreed), `too_many_attempts`.
 */
export async function requestSignUp(
	store: Store,
	letters: LetterAttempts,
	{ email: typed, agreed, language, address, next }: RequestSignUp
): Promise<void> {
	const fields = createFields();
	const email = cleanEmail(fields, 'email', typed);
	if (!agreed) fields.wrong('agreed', 'not_confirmed');
	fields.refuseIfWrong();
	letters.begin({ email, address }, store.now());
	await store.write(job, (writer) => writeTo(writer, { email, language, next }), { quiet: true });
}

/** Both ways write one code and one letter, so that not even the time tells one from the other. */
async function writeTo(
	writer: Writer,
	{ email, language, next }: Pick<RequestSignUp, 'email' | 'language' | 'next'>
): Promise<void> {
	const known = await accountByEmail(writer, email);
	if (known) return issueRecovery(writer, { ...known, email }, 'already_registered');
	const code = linkCode();
	await endCodes(writer, '', 'sign_up');
	await issueCode(writer, { purpose: 'sign_up', code, payload: { email }, lifetime });
	const goingOn = next === undefined ? '' : `?next=${encodeURIComponent(next)}`;
	const link = pathIn(language, `/register/${code}${goingOn}`);
	await queueLetter(writer, {
		kind: 'sign_up',
		to: email,
		language,
		accountId: null,
		values: { link }
	});
}

interface Link {
	code: string;
	address: string;
}

/** The address for which a link opens a registration. Refuses `code_not_valid`, `too_many_attempts`. */
export function readSignUp(
	store: Store,
	links: LinkAttempts,
	{ code, address }: Link
): Promise<{ email: string }> {
	return links.guess({ keys: { address }, now: store.now() }, async () => {
		const { payload } = await readCode(store, { purpose: 'sign_up', code });
		return { email: payload['email']! };
	});
}

export interface CompleteSignUp extends Link {
	name: string;
	/** A settlement, or a gmina in Poland. */
	areaId: string;
	password: string;
	language: Lang;
}

/**
 * The account with its confirmed address and a login that was made for it (requirements §5.1, tier 2).
 * Refuses `invalid_input` (name, areaId, password), `code_not_valid`, `too_many_attempts`.
 */
export async function completeSignUp(
	store: Store,
	links: LinkAttempts,
	{ code, address, areaId, language, ...typed }: CompleteSignUp
): Promise<{ id: string; login: string }> {
	await readSignUp(store, links, { code, address });
	const fields = createFields();
	const name = fields.name('name', typed.name);
	await checkResidence(store, fields, areaId);
	await checkPassword(store, fields, { password: typed.password, login: '', name: typed.name });
	fields.refuseIfWrong();
	const passwordHash = await hashPassword(typed.password.normalize('NFC'));
	return store.write(job, async (writer) => {
		const { payload } = await takeCode(writer, { purpose: 'sign_up', code });
		const made = await createAccount(writer, { name, areaId, language, passwordHash });
		const { db, t, now } = writer;
		const [contact] = await db
			.insert(t.contacts)
			.values({ accountId: made.id, email: payload['email']!, confirmedAt: now() })
			.onConflictDoNothing()
			.returning({ accountId: t.contacts.accountId });
		// Two letters were sent for, and the other link was followed first.
		if (!contact) throw new Refusal('code_not_valid');
		return made;
	});
}

/** Notes `required` and `unknown_place` unless somebody may live there. */
async function checkResidence(
	{ db, t }: Pick<Store, 'db' | 't'>,
	fields: ReturnType<typeof createFields>,
	areaId: string
): Promise<void> {
	if (areaId === '') return fields.wrong('areaId', 'required');
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, areaId));
	if (!area || !isResidence(area.kind)) fields.wrong('areaId', 'unknown_place');
}
