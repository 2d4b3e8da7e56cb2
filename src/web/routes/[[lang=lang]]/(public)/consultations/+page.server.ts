import { listedPhases } from '#core/consultations/model.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor }, url }) => {
	const wanted = url.searchParams.get('phase');
	const phase = listedPhases.find((one) => one === wanted);
	const q = (url.searchParams.get('q') ?? '').slice(0, 200);
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const { items, next } = await app.consultations.list(actor, { phase, q, cursor });
	const more =
		next === null
			? null
			: `?${String(new URLSearchParams({ ...(phase && { phase }), q, cursor: next }))}`;
	return { items, more, phase: phase ?? null, q, now: app.storage.now() };
};
