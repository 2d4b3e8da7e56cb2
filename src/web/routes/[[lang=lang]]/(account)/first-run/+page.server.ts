import { error, redirect } from '@sveltejs/kit';
import type { Area } from '#core/areas/queries.ts';
import { placeField } from '#lib/fields.ts';
import { readForm, refuse, textOf, type FormValues } from '#lib/forms.ts';
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

interface Found {
	places?: Area[];
	values: FormValues;
}

export const actions: Actions = {
	/** Places with that name, to choose one from; nothing is made yet. */
	find: async ({ locals, request }): Promise<Found> => {
		await refuseAfterwards(locals);
		const { app, actor } = locals;
		const { password: _password, ...values } = await readForm(request);
		return { places: await app.areas.residences(actor, { q: textOf(values, 'place') }), values };
	},
	create: async ({ locals, request, cookies, getClientAddress }) => {
		await refuseAfterwards(locals);
		const { app, actor, lang } = locals;
		const values = await readForm(request);
		try {
			const { accountId } = await app.firstRun.create(actor, {
				code: textOf(values, 'code'),
				name: textOf(values, 'name'),
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				areaId: textOf(values, 'areaId'),
				language: lang,
				address: getClientAddress()
			});
			const userAgent = request.headers.get('user-agent') ?? undefined;
			const cookie = await app.sessions.start(accountId, { userAgent });
			cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
		} catch (refusal) {
			const places = await app.areas.residences(actor, { q: textOf(values, 'place') });
			const refused = refuse(refusal, values, placeField(places));
			return Object.assign(refused, { data: { ...refused.data, places } });
		}
		const to = linksIn(lang);
		redirect(303, to(`/account/second-factor?next=${encodeURIComponent(to('/admin'))}`));
	}
};
