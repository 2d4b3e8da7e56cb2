import { eq } from 'drizzle-orm';
import type { App } from '#core/app.ts';
import type { AccountActor } from '#core/kernel/actor.ts';
import type { Storage } from '#storage/storage.ts';

type Verify = Parameters<App['verification']['verify']>[1];

/** What a consultant types for somebody at the desk. */
export const atDesk = (change: Partial<Verify> = {}): Verify => ({
	centreId: 'cip-zhydachiv',
	login: '',
	name: '',
	language: '',
	areaId: 'teisariv',
	evidence: 'residence_extract',
	witnesses: [],
	adult: '',
	surname: 'Коваль',
	firstName: 'Олена',
	patronymic: 'Іванівна',
	birthDate: '1961-04-30',
	rnokpp: '',
	rnokppConsent: false,
	signed: true,
	...change
});

/** Who is signed in to an account now, as a session would read it. */
export async function nowAs(
	app: { sessions: App['sessions']; storage: Storage },
	login: string
): Promise<AccountActor> {
	const { db, t } = app.storage;
	const [account] = await db.select().from(t.accounts).where(eq(t.accounts.login, login));
	const { value } = await app.sessions.start(account!.id, { secondFactorAt: app.storage.now() });
	const actor = await app.sessions.actorOf(value);
	if (actor.kind !== 'account') throw new Error(`${login} cannot sign in.`);
	return actor;
}
