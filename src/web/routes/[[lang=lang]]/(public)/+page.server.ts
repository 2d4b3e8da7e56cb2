import { topicOfHome } from '#core/kernel/events.ts';
import { cursorOf } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor, keep } }) => {
	keep({ topics: [topicOfHome] });
	return {
		// Before the lists: what happens between the two is told again, and nothing is missed.
		cursor: await cursorOf(app, actor, topicOfHome),
		front: await app.consultations.front(actor, undefined),
		now: app.storage.now()
	};
};
