import { and, asc, eq, gte, isNotNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { areaRows } from '../../areas/queries.ts';
import { placeNamed } from '../../areas/queries/place.ts';
import type { Followed } from '../../consultations/queries/followed.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { quarterAt, type PlanChangeKind, type Quarter } from '../model.ts';
import { changesQuery } from './planned.ts';

/** What happened to a plan, as a feed tells it. */
export type PlanEntry = Told &
	(
		| { kind: 'published'; year: number; planned: PlannedThen[] }
		| { kind: 'added'; now: PlannedThen }
		| { kind: PlanChangeKind; reason: string; before: PlannedThen; now: PlannedThen }
	);

interface Told {
	/** Stable, and no other's of its authority. */
	id: string;
	at: number;
	authority: { slug: string; name: Trilingual; language: 'uk' | 'pl' };
}

/** How something planned stood then. */
interface PlannedThen extends Quarter {
	title: Partial<Trilingual>;
	why: string;
}

const most = 50;

/** What happened lately to plans since that of the last year, newest first; of a place, as far as it concerns it. */
export function planFeed(store: Store, _: Actor, followed: Followed): Promise<PlanEntry[]> {
	return store.read(async (reader) => {
		const rows = await publishedRows(reader, followed);
		const ids = rows.map(({ planned }) => planned.id);
		const changes = Map.groupBy(await reader.run(changesQuery, { ids }), (one) => one.plannedId);
		const courses = rows.map((row) => courseOf(row, changes.get(row.planned.id) ?? []));
		const entries = [...publishedIn(courses), ...courses.flatMap(afterwards)];
		return entries.sort((a, b) => b.at - a.at).slice(0, most);
	});
}

type Row = Awaited<ReturnType<typeof plannedSince>>[number];
type Change = Quarter & {
	version: number;
	kind: PlanChangeKind;
	reason: string;
	title: Partial<Trilingual>;
	why: string;
	at: number;
};

async function publishedRows(reader: Reader, { number, area, authority }: Followed) {
	if (number !== undefined) return [];
	const rows = await plannedSince(reader, lastYear(reader), authority);
	if (area === undefined) return rows;
	const place = await placeNamed(reader, area);
	if (!place) return [];
	const areas = await areaRows(
		reader,
		rows.flatMap(({ planned }) => planned.areaIds)
	);
	// What lies within it, and what concerns the whole of something that contains it.
	const concerns = (id: string) =>
		place.path.includes(id) || (areas.get(id)?.path.includes(place.id) ?? false);
	return rows.filter(({ planned }) => planned.areaIds.some(concerns));
}

const lastYear = (reader: Reader) => quarterAt(reader.now(), 'Europe/Kyiv').year - 1;

function plannedSince({ db, t }: Reader, year: number, authority: string | undefined) {
	const { plannedConsultations: planned, authorities } = t;
	const { slug, name, language } = authorities;
	return db
		.select({ planned, authority: { slug, name, language } })
		.from(planned)
		.innerJoin(authorities, eq(authorities.id, planned.authorityId))
		.where(
			and(
				gte(planned.year, year),
				isNotNull(planned.publishedAt),
				authority === undefined ? undefined : eq(slug, authority)
			)
		)
		.orderBy(asc(planned.year), asc(planned.quarter), asc(planned.id));
}

/** All that everybody has read of it, one after the other: each change keeps how it stood before. */
interface Course {
	row: Row;
	changes: readonly Change[];
	stood: [PlannedThen, ...PlannedThen[]];
}

function courseOf(row: Row, changes: readonly Change[]): Course {
	const [first, ...later] = [...changes, row.planned].map(thenOf);
	return { row, changes, stood: [first!, ...later] };
}

const thenOf = ({ year, quarter, title, why }: PlannedThen): PlannedThen => ({
	year,
	quarter,
	title,
	why
});

/** Plans as they came out, each with what stood in it then. */
function publishedIn(courses: readonly Course[]): PlanEntry[] {
	const whole = courses.filter(({ row }) => !row.planned.addedLater);
	const nameOf = ({ row, stood: [first] }: Course) => `${row.planned.authorityId} ${first.year}`;
	return [...Map.groupBy(whole, nameOf).values()].map(([one, ...others]) => {
		const { row, stood } = one!;
		const [{ year }] = stood;
		const planned = [one!, ...others].map((course) => course.stood[0]);
		const at = row.planned.publishedAt!;
		return { kind: 'published', id: `plan-${year}`, at, authority: row.authority, year, planned };
	});
}

function afterwards({ row: { planned, authority }, changes, stood }: Course): PlanEntry[] {
	const told = (what: string, at: number) => ({ id: `${planned.id}-${what}`, at, authority });
	const added: PlanEntry[] = planned.addedLater
		? [{ ...told('added', planned.publishedAt!), kind: 'added', now: stood[0] }]
		: [];
	const changed = changes.map(({ kind, reason, at, version }, n) => ({
		...told(String(version), at),
		kind,
		reason,
		before: stood[n]!,
		now: stood[n + 1]!
	}));
	return [...added, ...changed];
}
