import type { Hromada, Place } from '#core/areas/queries/hromadas.ts';
import type { AreaCounts } from '#core/consultations/queries/by-area.ts';
import type { Concerning } from '#core/consultations/queries/front.ts';

const lately = 3;

/** An area with what concerns it, and how much more is open in what lies within it. */
export interface Part extends Concerning {
	area: Place;
	more: number;
}

/** What the front page tells: of the network, or of what concerns one hromada. */
export async function frontOf(
	{ app, actor }: App.Locals,
	hromada: Hromada | null,
	counts: ReadonlyMap<string, AreaCounts>
) {
	const everywhere = () => app.reports.lately(actor, { limit: lately });
	if (!hromada) {
		const { late, lateInAll, ...network } = await app.consultations.front(actor, undefined);
		const answered = { here: true, items: await everywhere() };
		return { network, parts: null, answered, late, lateInAll };
	}
	const areas = [hromada, ...hromada.within];
	const { concerning, ...late } = await app.consultations.frontOf(actor, {
		areaIds: areas.map(({ id }) => id)
	});
	const openIn = ({ id }: Place) => counts.get(id)?.open ?? 0;
	const parts = concerning.map((part, place): Part => {
		const area = areas[place]!;
		const smaller = areas[place - 1];
		// What concerns the smaller one is counted in the larger as well.
		const shown = part.open.length + (smaller ? openIn(smaller) : 0);
		return { ...part, area, more: Math.max(0, openIn(area) - shown) };
	});
	const here = await app.reports.lately(actor, { areaId: hromada.id, limit: lately });
	const answered =
		here.length > 0 ? { here: true, items: here } : { here: false, items: await everywhere() };
	return { network: null, parts, answered, ...late };
}
