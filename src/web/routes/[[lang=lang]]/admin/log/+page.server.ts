import { placesToChoose } from '#lib/log/places.ts';
import { wholePage } from '#lib/log/whole.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await wholePage(event, 'network');
	const { app, actor, lang } = event.locals;
	return { ...page, places: await placesToChoose(app, actor, lang), logins: true };
};
