import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { ChangeKind } from '../model.ts';

/** Something to be told in a feed; its address is that of the consultation, or of its report. */
export interface FeedEntry {
	id: string;
	kind: 'announced' | 'report_published' | 'decision_recorded' | ChangeKind;
	at: number;
	number: string;
	title: Partial<Trilingual>;
	summary: Partial<Trilingual>;
	authority: Trilingual;
	/** Given with a change of dates. */
	reason: string;
}

export interface FeedFilter {
	/** Number of one consultation. */
	number?: string | undefined;
	/** Id of an area of any kind: also what lies within it counts. */
	areaId?: string | undefined;
	/** Slug of an authority. */
	authority?: string | undefined;
}

const most = 50;

/** What happened lately to announced consultations, newest first. */
export function consultationFeed(store: Store, _: Actor, filter: FeedFilter): Promise<FeedEntry[]> {
	return store.read(async (reader) => {
		const dates = await datesOf(reader, filter);
		const changes = await changesOf(reader, filter);
		return [...dates, ...changes].sort((a, b) => b.at - a.at).slice(0, most);
	});
}

function matching({ db, t }: Reader, { number, areaId, authority }: FeedFilter) {
	const { consultations, consultationAreas, authorities } = t;
	const within =
		areaId === undefined
			? undefined
			: inArray(
					consultations.id,
					db
						.select({ id: consultationAreas.consultationId })
						.from(consultationAreas)
						.where(eq(consultationAreas.areaId, areaId))
				);
	return and(
		isNotNull(consultations.number),
		number === undefined ? undefined : eq(consultations.number, number),
		authority === undefined ? undefined : eq(authorities.slug, authority),
		within
	);
}

async function datesOf(reader: Reader, filter: FeedFilter): Promise<FeedEntry[]> {
	const { db, t } = reader;
	const rows = await db
		.select({ one: t.consultations, authority: t.authorities.name })
		.from(t.consultations)
		.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
		.where(matching(reader, filter))
		.orderBy(desc(t.consultations.revisedAt))
		.limit(most);
	return rows.flatMap(({ one, authority }) => {
		const { summary } = one.content!;
		const entry = { number: one.number!, title: one.title!, summary, authority, reason: '' };
		const dates = {
			announced: one.announcedAt,
			report_published: one.reportedAt,
			decision_recorded: one.decidedAt
		};
		return Object.entries(dates).flatMap(([kind, at]) =>
			at === null ? [] : [{ ...entry, id: `${one.id}:${kind}`, kind: kind as 'announced', at }]
		);
	});
}

async function changesOf(reader: Reader, filter: FeedFilter): Promise<FeedEntry[]> {
	const { db, t } = reader;
	const rows = await db
		.select({ change: t.changes, one: t.consultations, authority: t.authorities.name })
		.from(t.changes)
		.innerJoin(t.consultations, eq(t.consultations.id, t.changes.consultationId))
		.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
		.where(matching(reader, filter))
		.orderBy(desc(t.changes.at))
		.limit(most);
	return rows.map(({ change, one, authority }) => ({
		id: change.id,
		kind: change.kind,
		at: change.at,
		number: one.number!,
		title: one.title!,
		summary: one.content!.summary,
		authority,
		reason: change.reason
	}));
}
