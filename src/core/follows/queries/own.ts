import { and, desc, eq, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { consultationsNamed } from '../../consultations/queries/named.ts';
import type { Phase } from '../../consultations/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { Followed } from '../model.ts';
import { targetOf } from './target.ts';

/** What an account follows, by its name. */
export interface OwnFollow extends Followed {
	name: Partial<Trilingual>;
	/** Of what is followed, for lists that are narrowed to it. */
	targetId: string;
	/** In which a name without translation is written. */
	language: 'uk' | 'pl';
	/** Of a consultation. */
	phase: Phase | null;
	since: number;
}

/** All that the signed-in account follows, newest first within each kind. */
export function ownFollows(store: Store, actor: Actor): Promise<OwnFollow[]> {
	const account = signedIn(actor);
	return store.read((reader) => followsOf(reader, account.id));
}

/** The same by the id of the account, for the export of its data. */
export async function followsOf(reader: Reader, accountId: string): Promise<OwnFollow[]> {
	const consultations = await reader.run(followedConsultations, { accountId });
	const named = await consultationsNamed(
		reader,
		consultations.map(({ of }) => of!)
	);
	const areas = await reader.run(followedAreas, { accountId });
	const authorities = await reader.run(followedAuthorities, { accountId });
	return [
		...consultations.map(({ of, targetId, since }): OwnFollow => {
			const { title, language, phase } = named.get(of!)!;
			return { kind: 'consultation', of: of!, targetId, name: title, language, phase, since };
		}),
		...authorities.map((one): OwnFollow => ({ kind: 'authority', ...one, phase: null })),
		...areas.map(({ of, ...one }): OwnFollow => ({
			kind: 'area',
			of: of!,
			...one,
			language: 'uk',
			phase: null
		}))
	];
}

/** Whether the signed-in account follows it; refuses `not_found`. */
export async function isFollowed(store: Store, actor: Actor, input: Followed): Promise<boolean> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const targetId = await targetOf(reader, input);
		const asked = { accountId: account.id, kind: input.kind, targetId };
		return (await reader.run(followed, asked)).length > 0;
	});
}

/** Where the signed-in account lives and what is around it, smallest first, without what it follows already. */
export async function placesToFollow(
	store: Store,
	actor: Actor
): Promise<{ of: string; name: Trilingual }[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const followed = (await reader.run(followedAreas, { accountId: account.id })).map(
			({ of }) => of
		);
		const rows = await reader.run(placesOfAccount, { ids: [...account.areaPath] });
		const byId = new Map(rows.map((row) => [row.id, row]));
		return account.areaPath.flatMap((id) => {
			const { of, name } = byId.get(id) ?? {};
			return of && name && !followed.includes(of) ? [{ of, name }] : [];
		});
	});
}

const value = sql.placeholder;

const followed = query<{ accountId: string; kind: Followed['kind']; targetId: string }>()(
	'is_followed',
	(db, t) =>
		db
			.select({ since: t.follows.since })
			.from(t.follows)
			.where(
				and(
					eq(t.follows.accountId, value('accountId')),
					eq(t.follows.kind, value('kind')),
					eq(t.follows.targetId, value('targetId'))
				)
			)
);

type OfAccount = { accountId: string };

const followedConsultations = query<OfAccount>()('followed_consultations', (db, t) =>
	db
		.select({
			of: t.consultations.number,
			targetId: t.follows.targetId,
			since: t.follows.since
		})
		.from(t.follows)
		.innerJoin(t.consultations, eq(t.consultations.id, t.follows.targetId))
		.where(and(eq(t.follows.accountId, value('accountId')), eq(t.follows.kind, 'consultation')))
		.orderBy(desc(t.follows.since))
);

const followedAuthorities = query<OfAccount>()('followed_authorities', (db, t) =>
	db
		.select({
			of: t.authorities.slug,
			targetId: t.follows.targetId,
			name: t.authorities.name,
			language: t.authorities.language,
			since: t.follows.since
		})
		.from(t.follows)
		.innerJoin(t.authorities, eq(t.authorities.id, t.follows.targetId))
		.where(and(eq(t.follows.accountId, value('accountId')), eq(t.follows.kind, 'authority')))
		.orderBy(desc(t.follows.since))
);

const followedAreas = query<OfAccount>()('followed_areas_of_account', (db, t) =>
	db
		.select({
			of: t.areas.slug,
			targetId: t.follows.targetId,
			name: t.areas.name,
			since: t.follows.since
		})
		.from(t.follows)
		.innerJoin(t.areas, eq(t.areas.id, t.follows.targetId))
		.where(and(eq(t.follows.accountId, value('accountId')), eq(t.follows.kind, 'area')))
		.orderBy(desc(t.follows.since))
);

const placesOfAccount = query<{ ids: string[] }>()('places_of_account', (db, t) =>
	db
		.select({ id: t.areas.id, of: t.areas.slug, name: t.areas.name })
		.from(t.areas)
		.where(among(t.areas.id, 'ids'))
);
