import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { LayoutServerLoad } from './$types';

/** All that became of one's own contribution, for each page about it. */
export const load: LayoutServerLoad = async ({ locals, params, url }) => {
	const actor = requireSignIn(locals, url);
	const { app, newKey } = locals;
	const { number } = params;
	const seq = Number(params.seq) || 0;
	// The cursor comes with the consultation: what happens after it is told again, and nothing is missed.
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const fate = await orNotFound(app.contributions.own(actor, { number, seq }));
	const { authority, paragraphs, hostCentre, cursor } = consultation;
	return {
		fate,
		cursor,
		address: `/consultations/${number}/contributions/${seq}`,
		original: authority.language,
		timeZone: authority.timeZone,
		paragraphs: paragraphs.map(({ id, number }) => ({ id, number })),
		centre: { slug: hostCentre.slug, name: hostCentre.name, phone: hostCentre.phone },
		now: app.storage.now(),
		key: newKey()
	};
};
