import { consentWordings } from '#core/privacy/model.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { centres } = await orNotFound(locals.app.verification.desk(actor, undefined));
	// In Poland neither a tax number nor witnesses are asked for.
	const ukrainian = url.searchParams.get('country') !== 'PL';
	return { centres, ukrainian, wording: consentWordings.verification };
};
