import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { scopesOf, type Actor, type Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { may } from '../../permissions/policy.ts';
import type { TieKind } from '../model.ts';
import { scopeChoices } from './roles.ts';

interface NamedTie {
	kind: TieKind;
	objectId: string;
	name: Trilingual;
	note: string;
}

export interface Declaration {
	at: number;
	until: number;
	/** Older than a year: it has to be made again. */
	over: boolean;
	ties: NamedTie[];
}

/** What whoever decides in a centre has declared, and with whom ties can be. */
export function ownConflicts(store: Store, actor: Actor) {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const organisations = await db
			.select({ id: t.organisations.id, name: t.organisations.name })
			.from(t.organisations)
			.where(eq(t.organisations.status, 'verified'))
			.limit(500);
		return {
			declaration: await declarationOf(reader, account.id),
			version: await declaredTimes(reader, account.id),
			choices: { ...(await scopeChoices(reader)), organisations }
		};
	});
}

/** Whether a yearly declaration is due: the desk reminds of it. */
export async function declarationDue(store: Store, actor: Actor): Promise<boolean> {
	const account = signedIn(actor);
	const latest = await declarationOf(store, account.id);
	return latest === null || latest.over;
}

export interface DeclaredBy {
	accountId: string;
	name: string;
	role: Role;
	centre: { slug: string; name: Trilingual };
	declaration: Declaration | null;
}

/** What the staff of one's own centres declared; an administrator sees all. Refuses `not_allowed`. */
export function declarations(store: Store, actor: Actor): Promise<DeclaredBy[]> {
	const account = signedIn(actor);
	const centres = may('admin.read', account) ? null : scopesOf(account, 'coordinator');
	if (centres?.length === 0) throw new Refusal('not_allowed');
	return store.read((reader) => declaredBy(reader, centres));
}

/** The staff of the centres, or of all of them, each with the latest declaration. */
export async function declaredBy(
	reader: Reader,
	centreIds: readonly string[] | null
): Promise<DeclaredBy[]> {
	const { db, t } = reader;
	const rows = await db
		.select({
			accountId: t.accounts.id,
			name: t.accounts.name,
			role: t.roles.role,
			centre: { slug: t.centres.slug, name: t.centres.name }
		})
		.from(t.roles)
		.innerJoin(t.accounts, eq(t.accounts.id, t.roles.accountId))
		.innerJoin(t.centres, eq(t.centres.id, t.roles.scopeId))
		.where(
			and(
				inArray(t.roles.role, ['consultant', 'coordinator']),
				centreIds === null ? undefined : inArray(t.roles.scopeId, [...centreIds])
			)
		)
		.orderBy(t.centres.rank, t.roles.role)
		.limit(1000);
	const listed: DeclaredBy[] = [];
	for (const row of rows)
		listed.push({ ...row, declaration: await declarationOf(reader, row.accountId) });
	return listed;
}

/** Each declaration takes the place of the one before: their number is its version. */
export const declaredTimes = ({ db, t }: Reader, accountId: string): Promise<number> =>
	db.$count(t.conflictDeclarations, eq(t.conflictDeclarations.accountId, accountId));

async function declarationOf(reader: Reader, accountId: string): Promise<Declaration | null> {
	const { db, t, now } = reader;
	const one = t.conflictDeclarations;
	const [latest] = await db
		.select()
		.from(one)
		.where(eq(one.accountId, accountId))
		.orderBy(desc(one.at))
		.limit(1);
	if (!latest) return null;
	const { id, at, until } = latest;
	return { at, until, over: until <= now(), ties: await namedTies(reader, id) };
}

async function namedTies({ db, t }: Reader, declarationId: string): Promise<NamedTie[]> {
	const rows = await db
		.select({
			tie: t.ties,
			authority: t.authorities.name,
			centre: t.centres.name,
			organisation: t.organisations.name
		})
		.from(t.ties)
		.leftJoin(t.authorities, eq(t.authorities.id, t.ties.objectId))
		.leftJoin(t.centres, eq(t.centres.id, t.ties.objectId))
		.leftJoin(t.organisations, eq(t.organisations.id, t.ties.objectId))
		.where(eq(t.ties.declarationId, declarationId));
	return rows.flatMap(({ tie: { kind, objectId, note }, ...names }) => {
		const name = names[kind];
		return name ? [{ kind, objectId, name, note }] : [];
	});
}
