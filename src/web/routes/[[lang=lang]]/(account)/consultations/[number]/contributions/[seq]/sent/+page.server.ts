import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number, seq }, url }) => {
	const actor = requireSignIn(locals, url);
	const { accounts, contributions, consultations } = locals.app;
	const { reportDueAt, authority, hostCentre } = await orNotFound(
		consultations.page(actor, { number })
	);
	return {
		accountId: actor.id,
		hasPassword: await accounts.hasPassword(actor, undefined),
		sent: await orNotFound(contributions.own(actor, { number, seq: Number(seq) || 0 })),
		centre: { name: hostCentre.name, phone: hostCentre.phone },
		reportDueAt,
		timeZone: authority.timeZone,
		original: authority.language
	};
};
