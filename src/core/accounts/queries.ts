import { asc, eq } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Query, type Reader, type Store } from '#storage/storage.ts';
import { areasByIds, type Area } from '../areas/queries.ts';
import { scopesOf, type Actor, type ScopedRole } from '../kernel/actor.ts';
import type { Trilingual } from '../kernel/text.ts';
import { signedIn } from './commands.ts';

export interface OwnAccount {
	id: string;
	name: string;
	language: 'uk' | 'pl' | 'en';
	tier: 'verified' | 'declared';
	residence: Area;
	roles: (ScopedRole & { slug: string; scopeName: Trilingual | null })[];
	/** Those in whose name it may speak. */
	organisations: { id: string; slug: string; name: Trilingual }[];
}

/** Who is signed in, with the names of what their roles hold for. Refuses `not_signed_in`. */
export function ownAccount(store: Store, actor: Actor): Promise<OwnAccount> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const [residence] = await areasByIds(reader, [account.areaId]);
		const scopes = [
			...(await named(reader, authoritiesByIds, scopesOf(account, 'official'))),
			...(await named(reader, centresByIds, scopesOf(account, 'consultant', 'coordinator')))
		];
		return {
			id: account.id,
			name: account.name,
			language: account.language,
			tier: account.personId === null ? 'declared' : 'verified',
			residence: residence!,
			roles: account.roles.map((role) => {
				const scope = scopes.find(({ id }) => id === role.scopeId);
				return { ...role, slug: scope?.slug ?? '', scopeName: scope?.name ?? null };
			}),
			organisations: await named(reader, organisationsByIds, account.organisationIds)
		};
	});
}

interface Named {
	id: string;
	slug: string;
	name: Trilingual;
}
type ByIds = { ids: string[] };

/** Most accounts hold no office and speak for nobody: then nothing is asked. */
async function named(
	reader: Reader,
	byIds: Query<ByIds, Named>,
	ids: readonly string[]
): Promise<Named[]> {
	return ids.length === 0 ? [] : reader.run(byIds, { ids: [...ids] });
}

const authoritiesByIds = query<ByIds>()('authorities_by_ids', (db, { authorities: one }) =>
	db.select({ id: one.id, slug: one.slug, name: one.name }).from(one).where(among(one.id, 'ids'))
);

const centresByIds = query<ByIds>()('centres_by_ids', (db, { centres: one }) =>
	db.select({ id: one.id, slug: one.slug, name: one.name }).from(one).where(among(one.id, 'ids'))
);

const organisationsByIds = query<ByIds>()('organisations_by_ids', (db, { organisations: one }) =>
	db
		.select({ id: one.id, slug: one.slug, name: one.name })
		.from(one)
		.where(among(one.id, 'ids'))
		.orderBy(asc(one.sortKey), asc(one.id))
);

/** Whether there is one to come back with; whoever came by a letter may have none yet. Refuses `not_signed_in`. */
export async function hasPassword({ db, t }: Store, actor: Actor): Promise<boolean> {
	const [own] = await db
		.select({ hash: t.accounts.passwordHash })
		.from(t.accounts)
		.where(eq(t.accounts.id, signedIn(actor).id));
	return own?.hash !== null;
}
