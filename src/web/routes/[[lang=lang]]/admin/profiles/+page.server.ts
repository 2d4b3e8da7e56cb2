import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { administration, consultations } = locals.app;
	await orNotFound(administration.scopes(actor, undefined));
	const profiles = await consultations.ruleProfiles(actor, undefined);
	return {
		items: profiles.map(({ id, version, title, minOpenDays, reportDays }) => ({
			id,
			version,
			title,
			minOpenDays,
			reportDays
		}))
	};
};
