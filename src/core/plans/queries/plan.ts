import { asc, eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { authorityBySlug, type Authority } from '../../authorities/queries.ts';
import { phaseOf, type Phase, type Topic } from '../../consultations/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { quarterAt, type Quarter } from '../model.ts';
import { plannedIn, unplannedQuery, type Planned } from './planned.ts';

/** A consultation that nobody planned; its quarter is that in which it opens. */
export interface Unplanned extends Quarter {
	number: string;
	title: Partial<Trilingual>;
	topic: Topic | null;
	phase: Phase;
}

/** What an authority means to ask, and what it asked without meaning to. */
export interface YearPlan {
	/** The years for which there is a plan, and since when. */
	published: { year: number; publishedAt: number }[];
	/** By quarter. */
	planned: Planned[];
	unplanned: Unplanned[];
	/** That of now, by the authority's clock. */
	present: Quarter;
}

/** For one year, or from this quarter's year on where none is given; refuses `not_found`. */
export function yearPlan(
	store: Store,
	_: Actor,
	{ slug, year }: { slug: string; year?: number | undefined }
): Promise<YearPlan> {
	return store.read(async (reader) =>
		planOf(reader, await authorityBySlug(reader, slug), { year, toAll: true })
	);
}

export async function planOf(
	reader: Reader,
	authority: Authority,
	{ year, toAll }: { year?: number | undefined; toAll: boolean }
): Promise<YearPlan> {
	const { db, t, now } = reader;
	const present = quarterAt(now(), authority.timeZone);
	const years = { authority, from: year ?? present.year, to: year ?? present.year + 1 };
	const published = await db
		.select({ year: t.yearPlans.year, publishedAt: t.yearPlans.publishedAt })
		.from(t.yearPlans)
		.where(eq(t.yearPlans.authorityId, authority.id))
		.orderBy(asc(t.yearPlans.year));
	const planned = await plannedIn(reader, years);
	const { from, to } = years;
	const unplanned = await reader.run(unplannedQuery, { authorityId: authority.id, from, to });
	return {
		present,
		published,
		planned: toAll
			? planned
					.filter(({ publishedAt }) => publishedAt !== null)
					// That a draft of it is being written is the authority's own business.
					.map((one) => ({ ...one, draftId: null }))
			: planned,
		unplanned: unplanned.map(({ number, title, topic, opensAt, ...clocked }) => ({
			...quarterAt(opensAt!, authority.timeZone),
			number: number!,
			title: title!,
			topic,
			phase: phaseOf({ opensAt, ...clocked }, now())
		}))
	};
}
