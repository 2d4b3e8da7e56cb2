import { topicOfAccessibility } from '#core/kernel/events.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor, keep } }) => {
	const { changesAt, ...figures } = await app.accessibility.figures(actor, undefined);
	keep({
		topics: [topicOfAccessibility],
		changesAt: changesAt === null ? [] : [changesAt]
	});
	const { operator, contact } = app.options;
	return { operator: operator ?? null, contact: contact ?? null, figures };
};
