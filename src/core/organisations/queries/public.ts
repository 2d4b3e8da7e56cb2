import { and, asc, eq, gt, inArray, like, or, type SQL } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { areasByIds, likeWords, type Area } from '../../areas/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { fold, type Trilingual } from '../../kernel/text.ts';
import type { RegisterCountry } from '../model.ts';
import { representatives, type CheckedAt } from './rows.ts';

/** An organisation that speaks, or spoke. */
export interface Organisation {
	slug: string;
	name: Trilingual;
	country: RegisterCountry;
	registerNumber: string;
	area: Area | null;
	verifiedAt: number;
	/** Null while it may speak. */
	endedAt: number | null;
}

export interface OrganisationPage extends Organisation {
	id: string;
	centre: CheckedAt | null;
	/** By name and post: whoever speaks for others does so openly. */
	representatives: { name: string; post: string; since: number }[];
}

export interface OrganisationFilter {
	/** Words of a name, or the register number. */
	q?: string | undefined;
	country?: RegisterCountry | undefined;
	/** Id of an area of any kind: also what lies within it counts. */
	areaId?: string | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

/** Organisations that may speak, in Ukrainian order of their names. */
export function organisationList(
	store: Store,
	_: Actor,
	{ q, country, areaId, limit = 30, cursor }: OrganisationFilter
): Promise<{ items: Organisation[]; next: string | null }> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const { sortKey, id, folded, status } = t.organisations;
		const words = likeWords(fold(q ?? ''));
		const [, key = '', last = ''] = /^(\d{0,120})\.([\w-]{1,64})$/.exec(cursor ?? '') ?? [];
		const rows = await db
			.select()
			.from(t.organisations)
			.where(
				and(
					eq(status, 'verified'),
					country && eq(t.organisations.country, country),
					areaId === undefined ? undefined : within(reader, areaId),
					words === '' ? undefined : like(folded, `%${words}%`),
					last === '' ? undefined : or(gt(sortKey, key), and(eq(sortKey, key), gt(id, last)))
				)
			)
			.orderBy(asc(sortKey), asc(id))
			.limit(limit + 1);
		const page = rows.slice(0, limit);
		const items: Organisation[] = [];
		for (const row of page) items.push(await presented(reader, row));
		const end = rows.length > limit ? page.at(-1) : undefined;
		return { items, next: end ? `${end.sortKey}.${end.id}` : null };
	});
}

/** Who an organisation is and who speaks for it; also of one that has ended. Refuses `not_found`. */
export function organisationPage(
	store: Store,
	_: Actor,
	{ slug }: { slug: string }
): Promise<OrganisationPage> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const row = await organisationBySlug(reader, slug);
		const [centre] = await db
			.select({ slug: t.centres.slug, name: t.centres.name })
			.from(t.centres)
			.where(eq(t.centres.id, row.centreId ?? ''));
		const speaking = row.status === 'verified' ? await representatives(reader, row.id) : [];
		return {
			...(await presented(reader, row)),
			id: row.id,
			centre: centre ?? null,
			representatives: speaking.map(({ name, post, since }) => ({ name, post, since }))
		};
	});
}

/** One that a centre has verified at some time; of what was only registered, nothing is told. Refuses `not_found`. */
export async function organisationBySlug({ db, t }: Reader, slug: string) {
	const one = t.organisations;
	const [row] = await db
		.select()
		.from(one)
		.where(and(eq(one.slug, slug), inArray(one.status, ['verified', 'ended'])));
	if (!row || (row.status === 'ended' && row.evidence === null)) throw new Refusal('not_found');
	return row;
}
type Row = Awaited<ReturnType<typeof organisationBySlug>>;

async function presented(reader: Reader, row: Row): Promise<Organisation> {
	const { slug, name, country, registerNumber, checkedAt, registeredAt, endedAt } = row;
	const [area] = await areasByIds(reader, [row.areaId]);
	return {
		slug,
		name,
		country,
		registerNumber,
		area: area ?? null,
		verifiedAt: checkedAt ?? registeredAt,
		endedAt
	};
}

/** The area itself and three kinds of places below it: the tree is no deeper. */
function within({ db, t }: Reader, areaId: string): SQL | undefined {
	const { id, parentId } = t.areas;
	const children = db.select({ id }).from(t.areas).where(eq(parentId, areaId));
	const grandchildren = db.select({ id }).from(t.areas).where(inArray(parentId, children));
	const below = db.select({ id }).from(t.areas).where(inArray(parentId, grandchildren));
	return or(
		eq(t.organisations.areaId, areaId),
		...[children, grandchildren, below].map((places) => inArray(t.organisations.areaId, places))
	);
}
