import { asc, eq } from 'drizzle-orm';
import { hashPassword } from '#core/accounts/passwords.ts';
import type { Waiting } from '#core/accounts/waiting.ts';
import type { App } from '#core/app.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import type { Letter } from '#core/mail/commands.ts';
import type { Storage } from '#storage/storage.ts';

const visitor = { kind: 'visitor' } as const;

/** How something was refused: the code, and each field with its own. */
export async function refusalOf(work: Promise<unknown>) {
	const error: unknown = await work.then(
		() => undefined,
		(refusal: unknown) => refusal
	);
	if (!isRefusal(error)) return error;
	const fields = error.details.errors?.map(({ path, code }) => `${path} ${code}`) ?? [];
	return [error.code, ...fields].join(', ');
}

/** Letters that wait to be sent to an address, as its owner would read them. */
export async function lettersTo(
	{ db, t, keys }: Pick<Storage, 'db' | 't' | 'keys'>,
	email: string
): Promise<Letter[]> {
	const rows = await db.select().from(t.letters).orderBy(asc(t.letters.at), asc(t.letters.id));
	return rows
		.filter(({ sealed }) => sealed !== null)
		.map(({ id, kind, accountId, sealed }) => ({
			kind,
			accountId,
			...(JSON.parse(keys.open(sealed!, `letter ${id}`)) as Omit<Letter, 'kind' | 'accountId'>)
		}))
		.filter(({ to }) => to === email);
}

/** The path in the last letter of a kind to an address. */
export async function linkTo(
	storage: Pick<Storage, 'db' | 't' | 'keys'>,
	email: string,
	kind: Letter['kind']
): Promise<string> {
	const letter = (await lettersTo(storage, email)).findLast((one) => one.kind === kind);
	if (!letter) throw new Error(`There is no letter ${kind} to ${email}.`);
	return letter.values['link']!;
}

interface Place {
	app: App;
}

interface Asked {
	name?: string;
	areaId?: string;
	waits?: Waiting;
}

/** What the letter to a new address opens. */
export async function signUpCode(
	{ app }: Place,
	email: string,
	{ name = 'Нова Особа', areaId = 'teisariv', waits }: Asked = {}
): Promise<string> {
	const address = `192.0.2.${100 + Math.floor(Math.random() * 100)}`;
	const asked = { email, name, areaId, waits, agreed: true, language: 'uk', address } as const;
	await app.accounts.requestSignUp(visitor, asked);
	return (await linkTo(app.storage, email, 'sign_up')).split('/').at(-1)!;
}

interface Newcomer {
	email: string;
	name: string;
	areaId: string;
	/** Set afterwards, as by its owner. */
	password: string;
	language?: 'uk' | 'pl' | 'en';
}

/** An account as the letter opens it, with the password that its owner has chosen since. */
export async function signUp(
	place: Place,
	{ email, language = 'uk', password, ...asked }: Newcomer
) {
	const code = await signUpCode(place, email, asked);
	const { accounts } = place.app;
	const made = await accounts.completeSignUp(visitor, { language, code, address: '192.0.2.1' });
	const passwordHash = await hashPassword(password);
	await place.app.storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.update(t.accounts).set({ passwordHash }).where(eq(t.accounts.id, made.id))
	);
	return made;
}
