import { error } from '@sveltejs/kit';
import { changeRoleOf } from '#core/consultations/policy.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { LayoutServerLoad } from './$types';

/** The consultation, for officials of its authority and coordinators of its host centre. */
export const load: LayoutServerLoad = async ({ locals, params: { number }, url }) => {
	const actor = requireSignIn(locals, url);
	const consultation = await orNotFound(locals.app.consultations.page(actor, { number }));
	const { authority, hostCentre } = consultation;
	const offices = { authorityId: authority.id, hostCentreId: hostCentre.id };
	const role = changeRoleOf(actor, offices, 'suspended');
	if (role === null) error(403, { message: 'not_allowed' });
	return { consultation, role, key: locals.newKey() };
};
