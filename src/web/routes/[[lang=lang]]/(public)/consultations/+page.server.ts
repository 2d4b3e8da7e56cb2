import { listedPhases } from '#core/consultations/model.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor }, url }) => {
	const wanted = url.searchParams.get('phase');
	const phase = listedPhases.find((one) => one === wanted);
	const q = (url.searchParams.get('q') ?? '').slice(0, 200);
	const areaId = url.searchParams.get('area')?.slice(0, 40) || undefined;
	const authority = url.searchParams.get('authority')?.slice(0, 80) || undefined;
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const { items, next } = await app.consultations.list(actor, {
		phase,
		q,
		areaId,
		authority,
		cursor
	});
	// What the filters keep from page to page.
	const kept = {
		...(q && { q }),
		...(areaId && { area: areaId }),
		...(authority && { authority })
	};
	const more =
		next === null
			? null
			: `?${String(new URLSearchParams({ ...kept, ...(phase && { phase }), cursor: next }))}`;
	const raions = await app.areas.list(actor, { kind: 'raion' });
	const hromadas = await app.areas.list(actor, { kind: 'hromada' });
	const gminas = await app.areas.list(actor, { kind: 'gmina' });
	const areas = [...raions.items, ...hromadas.items, ...gminas.items];
	return {
		items,
		more,
		kept,
		areas,
		area: areaId ?? '',
		phase: phase ?? null,
		q,
		now: app.storage.now()
	};
};
