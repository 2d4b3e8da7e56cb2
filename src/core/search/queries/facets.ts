import { desc, eq } from 'drizzle-orm';
import { find } from '#storage/finding.ts';
import type { Reader } from '#storage/storage.ts';
import type { ListedPhase, Topic } from '../../consultations/model.ts';
import { consultationsAmong } from '../../consultations/queries/search.ts';
import { isListed, type ConsultationSummary } from '../../consultations/queries/summaries.ts';
import type { Asked } from '../../kernel/words/question.ts';
import type { SearchFilter } from '../model.ts';

/** How many consultations there would be with another choice in one filter, all the others as they are. */
export interface Facets {
	phase: Partial<Record<ListedPhase, number>>;
	topic: Partial<Record<Topic, number>>;
	language: Partial<Record<'uk' | 'pl', number>>;
	authority: Record<string, number>;
	/** With all filters as they are. */
	all: number;
}

/** More are not counted: what is shown for one filter must not cost more than the list itself. */
const mostCompared = 200;

type Names = 'phase' | 'topic' | 'language' | 'authority';

/** Null where there are too many to be counted for a page. */
export async function facetsOf(
	reader: Reader,
	filter: SearchFilter,
	asked: readonly Asked[]
): Promise<Facets | null> {
	const ids = asked.length > 0 ? await foundIds(reader, asked) : await listedIds(reader, filter);
	if (ids.length > mostCompared) return null;
	const { areaId } = filter;
	const all = [...(await consultationsAmong(reader, ids, { areaId })).values()];
	const counts: Facets = { phase: {}, topic: {}, language: {}, authority: {}, all: 0 };
	for (const one of all) {
		const values = valuesOf(one);
		const missed = names.filter(
			(name) => filter[name] !== undefined && filter[name] !== values[name]
		);
		if (missed.length === 0) counts.all++;
		for (const name of names) {
			// Of itself a filter says what another choice would give.
			if (missed.some((other) => other !== name)) continue;
			const value = values[name];
			const count = counts[name] as Record<string, number>;
			if (value !== undefined) count[value] = (count[value] ?? 0) + 1;
		}
	}
	return counts;
}

const names: readonly Names[] = ['phase', 'topic', 'language', 'authority'];

const valuesOf = ({ phase, topic, language, authority }: ConsultationSummary) => ({
	phase: phase as ListedPhase,
	topic: topic ?? undefined,
	language,
	authority: authority.slug
});

async function foundIds(reader: Reader, asked: readonly Asked[]): Promise<string[]> {
	const question = { kind: 'consultation', asked, limit: mostCompared + 1 } as const;
	const found = [
		...(await find(reader, { ...question, rung: 'title' })),
		...(await find(reader, { ...question, rung: 'text' }))
	];
	return found.map(({ id }) => id);
}

async function listedIds({ db, t }: Reader, { areaId }: SearchFilter): Promise<string[]> {
	const { consultations: one, consultationAreas: area } = t;
	const rows =
		areaId === undefined
			? await db
					.select({ id: one.id })
					.from(one)
					.where(isListed(t))
					.orderBy(desc(one.closesAt), desc(one.id))
					.limit(mostCompared + 1)
			: await db
					.select({ id: area.consultationId })
					.from(area)
					.where(eq(area.areaId, areaId))
					.orderBy(desc(area.closesAt), desc(area.consultationId))
					.limit(mostCompared + 1);
	return rows.map(({ id }) => id);
}
