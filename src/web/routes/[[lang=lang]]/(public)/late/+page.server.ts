import { topicOfHome } from '#core/kernel/events.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor, keep }, url }) => {
	keep({ topics: [topicOfHome] });
	const cursor = url.searchParams.get('cursor')?.slice(0, 80);
	return {
		// Whoever pages on has seen them.
		late: cursor === undefined ? await app.consultations.late(actor, undefined) : null,
		past: await app.consultations.wereLate(actor, { cursor }),
		now: app.storage.now()
	};
};
