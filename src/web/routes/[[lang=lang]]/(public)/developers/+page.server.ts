import { topicOfHome } from '#core/kernel/events.ts';
import { cursorOf } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor } }) => ({
	cursor: await cursorOf(app, actor, topicOfHome)
});
