import { and, eq, isNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import { issueCode, linkCode, takeCode } from '../../accounts/codes.ts';
import { createAccount } from '../../accounts/commands/create.ts';
import { isResidence } from '../../areas/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { guarded } from '../queries/invitations.ts';
import { newCredentials } from './credentials.ts';

const hour = 3_600_000;
const purpose = 'first_administrator';

/** Whether the network has no administrator: only then is there a first run. */
export async function isFirstRun({ db, t }: Reader): Promise<boolean> {
	return (await db.$count(t.roles, eq(t.roles.role, 'admin'))) === 0;
}

/**
 * For each start of a network without an administrator a code of its own, valid for an hour, for the console alone;
 * those of older starts end. Null where there is an administrator.
 */
export async function issueFirstCode(store: Store, actor: Actor): Promise<string | null> {
	// On a full disk a network that has one goes on.
	if (!(await isFirstRun(store))) return null;
	return store.write(actor, async (writer) => {
		if (!(await isFirstRun(writer))) return null;
		const { db, t, now } = writer;
		await db
			.update(t.oneTimeCodes)
			.set({ usedAt: now() })
			.where(and(eq(t.oneTimeCodes.purpose, purpose), isNull(t.oneTimeCodes.usedAt)));
		const code = linkCode();
		await issueCode(writer, { purpose, code, lifetime: hour });
		return code;
	});
}

export interface FirstAdministrator {
	code: string;
	name: string;
	login: string;
	password: string;
	/** Where they live: a settlement, or a gmina in Poland. */
	areaId: string;
	language: Lang;
	address: string;
}

/**
 * Makes the first administrator of the network, by the code that the console showed. Refuses `not_found` once there
 * is one, `code_not_valid`, `invalid_input`, `login_taken`, `too_many_attempts`.
 */
export async function createFirstAdministrator(
	store: Store,
	_: Actor,
	attempts: Attempts<'address'>,
	{ address, code, language, ...typed }: FirstAdministrator
): Promise<{ accountId: string }> {
	if (!(await isFirstRun(store))) throw new Refusal('not_found');
	const fields = createFields();
	if (code.trim() === '') fields.wrong('code', 'required');
	const name = fields.name('name', typed.name);
	const { db, t } = store;
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, typed.areaId));
	if (typed.areaId === '') fields.wrong('areaId', 'required');
	else if (!area || !isResidence(area.kind)) fields.wrong('areaId', 'unknown_place');
	const credentials = await newCredentials(store, fields, { ...typed, name });
	return guarded(store, attempts, address, () =>
		store.write({ kind: 'system', job: 'first run' }, async (writer) => {
			if (!(await isFirstRun(writer))) throw new Refusal('not_found');
			await takeCode(writer, { purpose, code });
			const { db, t, now, emit } = writer;
			const { areaId } = typed;
			const { id } = await createAccount(writer, { ...credentials, name, areaId, language });
			await db
				.insert(t.roles)
				.values({ accountId: id, role: 'admin', scope: 'network', scopeId: '', since: now() });
			emit({
				type: 'role.granted',
				topic: null,
				kind: 'account',
				id,
				version: 1,
				about: id,
				details: { role: 'admin', first: 1 }
			});
			return { accountId: id };
		})
	);
}
