import type { ListedPhase } from '#core/consultations/model.ts';
import { topicOfHome } from '#core/kernel/events.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { app, actor, keep },
	params: { slug },
	url
}) => {
	keep({ topics: [topicOfHome] });
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const authority = await orNotFound(app.authorities.page(actor, { slug, cursor }));
	const inPhase = async (phase: ListedPhase) =>
		(await app.consultations.list(actor, { authority: slug, phase, limit: 50 })).items;
	return {
		authority,
		overdue: await inPhase('report_overdue'),
		reports: [...(await inPhase('decided')), ...(await inPhase('reported'))],
		now: app.storage.now()
	};
};
