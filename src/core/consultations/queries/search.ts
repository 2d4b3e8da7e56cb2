import { and, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { askedIn } from '../../kernel/words/question.ts';
import { walk, type Page } from '../../search/queries/walk.ts';
import type { ListedPhase, Topic } from '../model.ts';
import {
	inPhase,
	isListed,
	summary,
	summaryColumns,
	type ConsultationSummary
} from './summaries.ts';

export interface Narrowed {
	phase?: ListedPhase | undefined;
	areaId?: string | undefined;
	authorityId?: string | undefined;
	topic?: Topic | undefined;
	language?: 'uk' | 'pl' | undefined;
}
interface Wanted extends Narrowed {
	/** Without a word in it, all there are. */
	q: string;
	limit: number;
	cursor: string | undefined;
}

/** Listed consultations that have the words, those with them in the title first, and of these the latest announced. */
export function found(
	reader: Reader,
	{ q, limit, cursor, ...narrowed }: Wanted
): Promise<Page<ConsultationSummary>> {
	const question = { kind: 'consultation', asked: askedIn(q), limit, cursor } as const;
	return walk(reader, question, (entries) =>
		consultationsAmong(
			reader,
			entries.map(({ id }) => id),
			narrowed
		)
	);
}

/** Those of them that are listed and fit. */
export async function consultationsAmong(
	reader: Reader,
	ids: readonly string[],
	{ phase, areaId, authorityId, topic, language }: Narrowed
): Promise<Map<string, ConsultationSummary>> {
	const { db, t, now } = reader;
	const { consultations: one, consultationAreas: area, authorities } = t;
	if (ids.length === 0) return new Map();
	const wanted = [...new Set(ids)];
	const within =
		areaId === undefined
			? undefined
			: inArray(
					one.id,
					db
						.select({ id: area.consultationId })
						.from(area)
						.where(and(eq(area.areaId, areaId), inArray(area.consultationId, wanted)))
				);
	const rows = await db
		.select(summaryColumns(t))
		.from(one)
		.innerJoin(authorities, eq(authorities.id, one.authorityId))
		.where(
			and(
				inArray(one.id, wanted),
				phase ? inPhase(t, phase, now()) : isListed(t),
				authorityId === undefined ? undefined : eq(one.authorityId, authorityId),
				topic === undefined ? undefined : eq(one.topic, topic),
				language === undefined ? undefined : eq(authorities.language, language),
				within
			)
		);
	return new Map(rows.map((row) => [row.id, summary(reader, row)]));
}
