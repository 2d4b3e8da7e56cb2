import { and, asc, eq, not, sql } from 'drizzle-orm';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { ListedPhase } from '../model.ts';
import { concerns, concernsPartOf } from './concerning.ts';
import { lateAmong, lateCount } from './late.ts';
import { listed } from './list.ts';
import { inPhase, summary, summaryColumns, type ConsultationSummary } from './summaries.ts';

const soon = 7 * 86_400_000;

/** What the front page shows of the whole network: what is open, what of it closes within a week, what is coming. */
export function frontPage(store: Store, _: Actor) {
	return store.read(async (reader) => {
		const { items } = await listed(reader, { phase: 'open', limit: 8 });
		const closesSoon = ({ closesAt }: ConsultationSummary) => closesAt <= reader.now() + soon;
		return {
			closingSoon: items.filter(closesSoon),
			open: items.filter((one) => !closesSoon(one)),
			announced: (await listed(reader, { phase: 'announced', limit: 4 })).items,
			late: await lateAmong(reader, { limit: 4 }),
			lateInAll: await lateCount(reader)
		};
	});
}

/** What concerns one area and nothing smaller: a raion as a whole, not one of its hromadas. */
export interface Concerning {
	areaId: string;
	open: ConsultationSummary[];
	announced: ConsultationSummary[];
	analysis: ConsultationSummary[];
}

const most = 20;

/** What concerns whoever lives in the smallest of the areas, by area in their order; what is late there. */
export function frontOf(
	store: Store,
	_: Actor,
	{ areaIds }: { areaIds: readonly string[] }
): Promise<{ concerning: Concerning[]; late: ConsultationSummary[]; lateInAll: number }> {
	return store.read(async (reader) => {
		const concerning: Concerning[] = [];
		for (const [place, areaId] of areaIds.entries()) {
			const within = place > 0;
			const inThe = (phase: FrontPhase) => asWhole(reader, { phase, areaId, within });
			concerning.push({
				areaId,
				open: await inThe('open'),
				announced: await inThe('announced'),
				analysis: await inThe('analysis')
			});
		}
		const [areaId] = areaIds;
		return {
			concerning,
			late: areaId === undefined ? [] : await lateAmong(reader, { areaId, limit: 4 }),
			lateInAll: await lateCount(reader)
		};
	});
}

type FrontPhase = Extract<ListedPhase, 'open' | 'announced' | 'analysis'>;

async function asWhole(
	reader: Reader,
	{ phase, areaId, within }: { phase: FrontPhase; areaId: string; within: boolean }
): Promise<ConsultationSummary[]> {
	const rows = await reader.run(concerning(phase, within), {
		now: reader.now(),
		areaId,
		limit: most
	});
	return rows.map((row) => summary(reader, row));
}

const value = sql.placeholder;

/** `larger`: an area in which others lie, for what concerns one of those concerns it only in part. */
const concerning = variants((phase: FrontPhase, larger: boolean) =>
	query<Record<'now' | 'limit', number> & { areaId: string }>()(
		`consultations_front_${[phase, larger].join('_')}`,
		(db, t) => {
			const { consultations: one, authorities } = t;
			return (
				db
					.select(summaryColumns(t))
					// Of all that is in the phase now, which is little: an area keeps all that ever was.
					.from(one)
					.innerJoin(authorities, eq(authorities.id, one.authorityId))
					.where(
						and(
							inPhase(t, phase, value('now')),
							concerns({ db, t }, value('areaId')),
							larger ? not(concernsPartOf({ db, t }, value('areaId'))) : undefined
						)
					)
					.orderBy(asc(one.closesAt), asc(one.id))
					.limit(value('limit'))
			);
		}
	)
);
