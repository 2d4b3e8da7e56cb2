import { topicOfConsultation, topicOfHome } from '#core/kernel/events.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { app, actor, keep },
	params: { slug },
	url
}) => {
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const organisation = await orNotFound(app.organisations.page(actor, { slug }));
	const heard = await orNotFound(app.organisations.heard(actor, { slug }));
	const statements = await orNotFound(app.organisations.statements(actor, { slug, cursor }));
	const where = statements.items.map(({ about }) => topicOfConsultation(about.number));
	keep({ topics: [topicOfHome, ...where] });
	return { organisation, heard, statements, further: cursor !== undefined };
};
