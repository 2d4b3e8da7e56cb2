import { asc, inArray } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
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
		const { db, t } = reader;
		const [residence] = await areasByIds(reader, [account.areaId]);
		const authorities = await db
			.select({ id: t.authorities.id, slug: t.authorities.slug, name: t.authorities.name })
			.from(t.authorities)
			.where(inArray(t.authorities.id, scopesOf(account, 'official')));
		const centres = await db
			.select({ id: t.centres.id, slug: t.centres.slug, name: t.centres.name })
			.from(t.centres)
			.where(inArray(t.centres.id, scopesOf(account, 'consultant', 'coordinator')));
		const organisations = await db
			.select({
				id: t.organisations.id,
				slug: t.organisations.slug,
				name: t.organisations.name
			})
			.from(t.organisations)
			.where(inArray(t.organisations.id, [...account.organisationIds]))
			.orderBy(asc(t.organisations.sortKey), asc(t.organisations.id));
		return {
			id: account.id,
			name: account.name,
			language: account.language,
			tier: account.personId === null ? 'declared' : 'verified',
			residence: residence!,
			roles: account.roles.map((role) => {
				const scope = [...authorities, ...centres].find(({ id }) => id === role.scopeId);
				return { ...role, slug: scope?.slug ?? '', scopeName: scope?.name ?? null };
			}),
			organisations
		};
	});
}
