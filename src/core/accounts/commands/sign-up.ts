import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { isResidence } from '../../areas/model.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { queueLetter } from '../../mail/commands.ts';
import type { Attempts } from '../attempts.ts';
import { endCodes, issueCode, linkCode, readCode, takeCode } from '../codes.ts';
import { accountByEmail, pathIn } from '../email.ts';
import { sealable, waitingIn, waitingLifetime, type Waiting } from '../waiting.ts';
import { createAccount } from './create.ts';
import { issueRecovery } from './recovery.ts';

export type LetterAttempts = Attempts<'email' | 'address'>;
export type LinkAttempts = Attempts<'address'>;

const job: Actor = { kind: 'system', job: 'registration' };

export interface RequestSignUp {
	email: string;
	name: string;
	/** A settlement, or a gmina in Poland. */
	areaId: string;
	/** Ticked by hand: the address may be kept for this account. */
	agreed: boolean;
	language: Lang;
	/** Where the request came from. */
	address: string;
	/** What is sent when the link has been followed. */
	waits?: Waiting | undefined;
}

/**
 * Sends the link that completes a registration; to an address that has an account already, the way back into it.
 * What waits goes along with both, and nothing tells which it was. Refuses `invalid_input` (email, name, areaId,
 * agreed), `too_many_attempts`.
 */
export async function requestSignUp(
	store: Store,
	letters: LetterAttempts,
	input: RequestSignUp
): Promise<void> {
	const { agreed: _, address, ...asked } = input;
	const { email, name } = await checkSignUp(store, input);
	letters.begin({ email, address }, store.now());
	await store.write(job, (writer) => writeTo(writer, { ...asked, email, name }), { quiet: true });
}

/** What would be refused of it, before anything is sent. Refuses `invalid_input`; answers what is made clean. */
export async function checkSignUp(
	store: Store,
	asked: Pick<RequestSignUp, 'email' | 'name' | 'areaId' | 'agreed'>
): Promise<{ email: string; name: string }> {
	const fields = createFields();
	const email = fields.email('email', asked.email);
	const name = fields.name('name', asked.name);
	await checkResidence(store, fields, asked.areaId);
	if (!asked.agreed) fields.wrong('agreed', 'not_confirmed');
	fields.refuseIfWrong();
	return { email, name };
}

/** Both ways write one code and one letter, so that not even the time tells one from the other. */
async function writeTo(
	writer: Writer,
	{ email, name, areaId, language, waits }: Omit<RequestSignUp, 'agreed' | 'address'>
): Promise<void> {
	const known = await accountByEmail(writer, email);
	if (known) return issueRecovery(writer, { ...known, email }, 'already_registered', waits);
	const code = linkCode();
	await endCodes(writer, '', 'sign_up');
	await issueCode(writer, {
		purpose: 'sign_up',
		code,
		payload: { email, name, areaId, ...sealable(waits) },
		lifetime: waitingLifetime
	});
	await queueLetter(writer, {
		kind: 'sign_up',
		to: email,
		language,
		accountId: null,
		values: { link: pathIn(language, `/register/${code}`) }
	});
}

interface Link {
	code: string;
	address: string;
}

/** A registration as it was asked for, and what is sent with it. */
interface SignUp {
	email: string;
	name: string;
	residence: Area;
	waits: Waiting | null;
}

/** What a link completes. Refuses `code_not_valid`, `too_many_attempts`. */
export function readSignUp(
	store: Store,
	links: LinkAttempts,
	{ code, address }: Link
): Promise<SignUp> {
	return links.guess({ keys: { address }, now: store.now() }, async () => {
		const { payload } = await readCode(store, { purpose: 'sign_up', code });
		const [residence] = await store.read((reader) => areasByIds(reader, [payload['areaId']!]));
		const { email, name } = payload as { email: string; name: string };
		return { email, name, residence: residence!, waits: waitingIn(payload) };
	});
}

/**
 * The account with its confirmed address and a login that was made for it (requirements §5.1, tier 2). It has no
 * password yet: until its owner sets one, a letter opens it. Refuses `code_not_valid`, `too_many_attempts`.
 */
export async function completeSignUp(
	store: Store,
	links: LinkAttempts,
	{ code, address, language }: Link & { language: Lang }
): Promise<{ id: string; login: string }> {
	await readSignUp(store, links, { code, address });
	return store.write(job, async (writer) => {
		const { payload } = await takeCode(writer, { purpose: 'sign_up', code });
		const { email, name, areaId } = payload as { email: string; name: string; areaId: string };
		const made = await createAccount(writer, { name, areaId, language });
		const { db, t, now } = writer;
		const [contact] = await db
			.insert(t.contacts)
			.values({ accountId: made.id, email, confirmedAt: now() })
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
