import { error, redirect } from '@sveltejs/kit';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { placeIn, refusedPlace } from '#lib/places.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** There is such a page only as long as nobody administers the network. */
async function refuseAfterwards({ app, actor }: App.Locals): Promise<void> {
	if (!(await app.firstRun.isOpen(actor, undefined))) error(404, { message: 'not_found' });
}

export const load: PageServerLoad = async ({ locals }) => {
	await refuseAfterwards(locals);
	// Kept in no cache.
	return { key: locals.newKey() };
};

export const actions: Actions = {
	default: async (event) => {
		const { locals, request, cookies, getClientAddress } = event;
		await refuseAfterwards(locals);
		const { app, actor, lang } = locals;
		const values = await readForm(request);
		const found = await placeIn(event, values);
		try {
			const { accountId } = await app.firstRun.create(actor, {
				code: textOf(values, 'code'),
				name: textOf(values, 'name'),
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				areaId: found.areaId,
				language: lang,
				address: getClientAddress()
			});
			const userAgent = request.headers.get('user-agent') ?? undefined;
			const cookie = await app.sessions.start(accountId, { userAgent });
			cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
		} catch (refusal) {
			return refusedPlace(refuse(refusal, values), found.places);
		}
		const to = linksIn(lang);
		redirect(303, to(`/account/second-factor?next=${encodeURIComponent(to('/admin'))}`));
	}
};
