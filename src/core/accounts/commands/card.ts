import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { signInKeys } from '../attempts.ts';
import { issueCode, paperCode, readCode, takeCode } from '../codes.ts';
import { dropSecondFactor } from './second-factor.ts';
import type { SignInAttempts } from '../sign-in.ts';
import { openWithPassword, type Opened } from './recovery.ts';

/** Time to come by a computer, for whoever has none at home. */
const lifetime = 60 * 86_400_000;
const job: Actor = { kind: 'system', job: 'card' };

/**
 * The one-time code of a login card, to be printed beside the login and shown to nobody else; with it a person sets a
 * password of their own, the first time as well as after forgetting it. Older cards of the account end. The caller
 * writes `card.issued`.
 */
export async function issueCard(
	writer: Writer,
	{ id, login }: { id: string; login: string }
): Promise<string> {
	const code = paperCode();
	await issueCode(writer, { purpose: 'card', code, beside: login, accountId: id, lifetime });
	return code;
}

export interface CardUse {
	login: string;
	/** As it is printed; case, spaces and dashes make no difference. */
	code: string;
	password: string;
	/** Where the request came from. */
	address: string;
}

/**
 * Sets a password with a card; every session ends. A resident's second factor ends with it, for the centre has seen
 * who they are and a lost telephone must not lock them out; that of staff stays. Refuses `code_not_valid`, the same
 * for an unknown login; `invalid_input` (login, code, password); `account_suspended`; `too_many_attempts`.
 */
export async function openByCard(
	store: Store,
	cards: SignInAttempts,
	{ login: typed, code, password, address }: CardUse
): Promise<Opened> {
	const login = typed.trim().toLowerCase().slice(0, 200);
	const wanted = { purpose: 'card', code: code.slice(0, 100), beside: login } as const;
	const { accountId } = await cards.guess(
		{ keys: signInKeys(login, address), now: store.now(), forgive: ['pair'] },
		() => readCode(store, wanted)
	);
	if (accountId === null) throw new Refusal('code_not_valid');
	return openWithPassword(store, {
		id: accountId,
		password,
		job,
		take: (writer) => takeCode(writer, wanted),
		besides: (writer) => forgetLostFactor(writer, accountId)
	});
}

async function forgetLostFactor(writer: Writer, id: string): Promise<void> {
	const { db, t } = writer;
	const [role] = await db.select().from(t.roles).where(eq(t.roles.accountId, id)).limit(1);
	if (!role) await dropSecondFactor(writer, id);
}
