import type { ListedPhase } from '#core/consultations/model.ts';
import { topicOfHome } from '#core/kernel/events.ts';
import type { PageServerLoad } from './$types';

/** More than are open or late at once; beyond it a number would only be too small. */
const most = 200;

export const load: PageServerLoad = async ({ locals: { app, actor, keep }, url }) => {
	keep({ topics: [topicOfHome] });
	const after = Number(/^\d{1,9}$/.exec(url.searchParams.get('cursor') ?? '')?.[0] ?? -1);
	const { items, next } = await app.authorities.list(actor, { after });
	const counted = async (phase: ListedPhase) => {
		const counts: Record<string, number> = {};
		for (const { authority } of (await app.consultations.list(actor, { phase, limit: most })).items)
			counts[authority.slug] = (counts[authority.slug] ?? 0) + 1;
		return counts;
	};
	return {
		authorities: items.map(({ slug, name, country }) => ({ slug, name, country })),
		next,
		further: after >= 0,
		open: await counted('open'),
		late: await counted('report_overdue')
	};
};
