import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, variants, type Store } from '#storage/storage.ts';
import { concerns } from '../../consultations/queries/concerning.ts';
import {
	summary,
	summaryColumns,
	type ConsultationSummary
} from '../../consultations/queries/summaries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { yearBefore } from '../../kernel/time.ts';
import type { ReportFigures } from '../figures.ts';

/** A consultation whose report is out, with what became of the proposals. */
export interface Answered extends ConsultationSummary {
	answers: ReportFigures['answers'];
}

/** What was answered in the last twelve months, newest first; of an area with all that lies within it. */
export function answeredLately(
	store: Store,
	_: Actor,
	{ areaId, limit }: { areaId?: string; limit: number }
): Promise<Answered[]> {
	return store.read(async (reader) => {
		const rows = await reader.run(reported(areaId !== undefined), {
			since: yearBefore(reader.now()),
			areaId: areaId ?? '',
			limit
		});
		const ids = rows.map(({ id }) => id);
		const versions = ids.length === 0 ? [] : await reader.run(figuresOf, { ids });
		// The latest version comes last.
		const figures = new Map(versions.map((one) => [one.consultationId, one.figures]));
		return rows.map((row) => ({
			...summary(reader, row),
			answers: figures.get(row.id)!.answers
		}));
	});
}

const value = sql.placeholder;

const reported = variants((ofArea: boolean) =>
	query<Record<'since' | 'limit', number> & { areaId: string }>()(
		`reports_lately_${ofArea}`,
		(db, t) => {
			const { consultations: one, authorities } = t;
			return (
				db
					.select(summaryColumns(t))
					.from(one)
					.innerJoin(authorities, eq(authorities.id, one.authorityId))
					.where(
						and(
							eq(one.status, 'published'),
							gt(one.reportedAt, value('since')),
							ofArea ? concerns({ db, t }, value('areaId')) : undefined
						)
					)
					// As the index has them.
					.orderBy(desc(one.reportedAt), desc(one.closesAt), desc(one.id))
					.limit(value('limit'))
			);
		}
	)
);

const figuresOf = query<{ ids: string[] }>()('answers_in_reports', (db, t) =>
	db
		.select({ consultationId: t.reports.consultationId, figures: t.reports.figures })
		.from(t.reports)
		.where(among(t.reports.consultationId, 'ids'))
		.orderBy(asc(t.reports.version))
);
