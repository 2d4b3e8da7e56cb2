import { and, eq, inArray } from 'drizzle-orm';
import { find } from '#storage/search.ts';
import type { Reader } from '#storage/storage.ts';
import type { ListedPhase } from '../model.ts';
import type { Page } from './list.ts';
import {
	inPhase,
	isListed,
	summary,
	summaryColumns,
	type ConsultationSummary
} from './summaries.ts';

interface Narrowed {
	phase: ListedPhase | undefined;
	areaId: string | undefined;
	authorityId: string | undefined;
}
interface Wanted extends Narrowed {
	q: string;
	limit: number;
	cursor: string | undefined;
}

/** After the first look, which mostly is enough, many are looked through at once. */
const batchSize = 500;

/** Listed consultations with words that begin like those of the question, the latest announced first. */
export async function found(
	reader: Reader,
	{ q, limit, cursor, ...narrowed }: Wanted
): Promise<Page<ConsultationSummary>> {
	const all: { item: ConsultationSummary; place: number }[] = [];
	let before = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : undefined;
	for (let size = limit + 1; all.length <= limit; size = batchSize) {
		const entries = await find(reader, { kind: 'consultation', words: q, before, limit: size });
		const items = await among(reader, entries, narrowed);
		for (const { id, place } of entries) {
			const item = items.get(id);
			if (item) all.push({ item, place });
		}
		if (entries.length < size) break;
		before = entries.at(-1)!.place;
	}
	const shown = all.slice(0, limit);
	return {
		items: shown.map(({ item }) => item),
		next: all.length > limit ? String(shown.at(-1)!.place) : null
	};
}

/** Those of them that fit. */
async function among(
	reader: Reader,
	entries: readonly { id: string }[],
	{ phase, areaId, authorityId }: Narrowed
): Promise<Map<string, ConsultationSummary>> {
	const { db, t, now } = reader;
	const { consultations: one, consultationAreas: area, authorities } = t;
	if (entries.length === 0) return new Map();
	const ids = entries.map(({ id }) => id);
	const within =
		areaId === undefined
			? undefined
			: inArray(
					one.id,
					db
						.select({ id: area.consultationId })
						.from(area)
						.where(and(eq(area.areaId, areaId), inArray(area.consultationId, ids)))
				);
	const rows = await db
		.select(summaryColumns(t))
		.from(one)
		.innerJoin(authorities, eq(authorities.id, one.authorityId))
		.where(
			and(
				inArray(one.id, ids),
				phase ? inPhase(t, phase, now()) : isListed(t),
				authorityId === undefined ? undefined : eq(one.authorityId, authorityId),
				within
			)
		);
	return new Map(rows.map((row) => [row.id, summary(reader, row)]));
}
