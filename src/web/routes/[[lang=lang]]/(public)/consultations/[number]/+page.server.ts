import { contributionKinds } from '#core/contributions/model.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app, actor }, params: { number }, url }) => {
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const kind = contributionKinds.find((one) => one === url.searchParams.get('kind'));
	const after = Number(url.searchParams.get('after') ?? NaN);
	const cursor = Number.isSafeInteger(after) ? after : undefined;
	const contributions = await app.contributions.list(actor, { number, kind, cursor });
	return { consultation, contributions, kind: kind ?? null };
};
