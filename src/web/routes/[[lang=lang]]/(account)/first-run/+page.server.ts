import { error, redirect } from '@sveltejs/kit';
import type { Area } from '#core/areas/queries.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import type { Lang } from '#core/kernel/text.ts';
import { beginSession, openMade } from '#lib/access.ts';
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
	create: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		try {
			const { accountId } = await app.firstRun.create(actor, {
				code: textOf(values, 'code'),
				name: textOf(values, 'name'),
				login: textOf(values, 'login'),
				password: textOf(values, 'password'),
				areaId: textOf(values, 'areaId'),
				language: lang,
				address: event.getClientAddress()
			});
			await beginSession(event, { id: accountId, secondFactorAt: null });
		} catch (refusal) {
			if (isRefusal(refusal) && refusal.code === 'not_found') {
				if (!(await openMade(event, values))) error(404, { message: 'not_found' });
				redirect(303, next(lang));
			}
			const places = await app.areas.residences(actor, { q: textOf(values, 'place') });
			const refused = refuse(refusal, values, placeField(places));
			return Object.assign(refused, { data: { ...refused.data, places } });
		}
		redirect(303, next(lang));
	}
};

function next(lang: Lang): string {
	const to = linksIn(lang);
	return to(`/account/second-factor?next=${encodeURIComponent(to('/admin'))}`);
}
