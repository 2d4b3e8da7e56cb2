import { and, count, desc, eq, gt, max } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { areFollowed, type Followed } from './followed.ts';
import { summary, summaryColumns, type ConsultationSummary } from './summaries.ts';

/** A consultation as a calendar shows it. */
export interface DatedConsultation extends ConsultationSummary {
	/** How often its dates were changed, and when they became what they are. */
	changes: number;
	changedAt: number;
}

/** So long after a report was due a calendar still has it. */
const kept = 90 * 86_400_000;
const most = 200;

/** Dates of announced consultations, those that close last first. */
export function consultationDates(
	store: Store,
	_: Actor,
	followed: Followed
): Promise<DatedConsultation[]> {
	return store.read(async (reader) => {
		const recent = gt(reader.t.consultations.reportDueAt, reader.now() - kept);
		return dated(reader, await selected(reader, followed, recent));
	});
}

/** Those of one, however old; refuses `not_found`. */
export function datesOfConsultation(
	store: Store,
	_: Actor,
	{ number }: { number: string }
): Promise<DatedConsultation> {
	return store.read(async (reader) => {
		const [one] = await dated(reader, await selected(reader, { number }));
		if (!one) throw new Refusal('not_found');
		return one;
	});
}

async function selected(reader: Reader, followed: Followed, recent?: ReturnType<typeof gt>) {
	const { db, t } = reader;
	return db
		.select({ ...summaryColumns(t), announcedAt: t.consultations.announcedAt })
		.from(t.consultations)
		.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
		.where(and(await areFollowed(reader, followed), recent))
		.orderBy(desc(t.consultations.closesAt), desc(t.consultations.id))
		.limit(most);
}

async function dated(
	reader: Reader,
	rows: Awaited<ReturnType<typeof selected>>
): Promise<DatedConsultation[]> {
	if (rows.length === 0) return [];
	const changed = await reader.run(changesQuery, { ids: rows.map(({ id }) => id) });
	const changes = new Map(changed.map((one) => [one.id, one]));
	return rows.map(({ announcedAt, ...row }) => {
		const { times = 0, last = null } = changes.get(row.id) ?? {};
		return {
			...summary(reader, row),
			changes: Number(times),
			changedAt: last ?? announcedAt!
		};
	});
}

const changesQuery = query<{ ids: string[] }>()('changes_counted', (db, { changes }) =>
	db
		.select({ id: changes.consultationId, times: count(), last: max(changes.at) })
		.from(changes)
		.where(among(changes.consultationId, 'ids'))
		.groupBy(changes.consultationId)
);
