import { and, eq, gt, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { yearBefore } from '../../kernel/time.ts';
import { inPhase } from './summaries.ts';

/** How many consultations concern an area or what lies within it. */
export interface AreaCounts {
	open: number;
	late: number;
	/** Reports of the last twelve months. */
	answered: number;
}

/** By the id of the area; areas with none of them are left out. Counts what goes on, not all that ever was. */
export function countsByArea(store: Store, _: Actor): Promise<Map<string, AreaCounts>> {
	return store.read(async (reader) => {
		const counts = new Map<string, AreaCounts>();
		const now = reader.now();
		const add = async (name: keyof AreaCounts, rows: ReturnType<typeof run>) => {
			for (const { areaId, count } of await rows) {
				const known = counts.get(areaId) ?? { open: 0, late: 0, answered: 0 };
				counts.set(areaId, { ...known, [name]: Number(count) });
			}
		};
		const run = (which: typeof open) => reader.run(which, { now, since: yearBefore(now) });
		await add('open', run(open));
		await add('late', run(late));
		await add('answered', run(answered));
		return counts;
	});
}

const value = sql.placeholder;
type Where = Parameters<typeof and>[number];

const counted = (name: string, where: (t: Reader['t']) => Where) =>
	query<Record<'now' | 'since', number>>()(`consultations_by_area_${name}`, (db, t) => {
		const { consultations: one, consultationAreas: area } = t;
		return (
			db
				.select({ areaId: area.areaId, count: sql<number>`count(*)` })
				.from(one)
				// In this order: few are open, late or lately answered, and each concerns a few areas.
				.crossJoin(area)
				.where(and(where(t), eq(area.consultationId, one.id)))
				.groupBy(area.areaId)
		);
	});

const open = counted('open', (t) => inPhase(t, 'open', value('now')));
const late = counted('late', (t) => inPhase(t, 'report_overdue', value('now')));
const answered = counted('answered', ({ consultations: one }) =>
	and(eq(one.status, 'published'), gt(one.reportedAt, value('since')))
);
