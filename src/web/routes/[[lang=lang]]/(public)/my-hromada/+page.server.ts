import { redirect, type Cookies } from '@sveltejs/kit';
import { hromadaCookie } from '#core/areas/model.ts';
import type { NamedHromada } from '#core/areas/queries/hromadas.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { linksIn } from '#lib/words.ts';
import { regionsOf } from '../regions.ts';
import { foundBy, nearTo } from './choices.ts';
import type { Actions, PageServerLoad } from './$types';

const longest = 100;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { app, actor, lang, keep } = locals;
	keep({ topics: [] });
	const q = url.searchParams.get('q')?.slice(0, longest).trim() ?? '';
	const found = q === '' ? [] : await foundBy(locals, q);
	return {
		q,
		found,
		near: q === '' || found.length > 0 ? [] : await nearTo(locals, q),
		regions: regionsOf(await app.areas.hromadas(actor, undefined), new Map(), lang)
	};
};

export const actions: Actions = {
	/** By its slug, or by a name that leads to one alone; otherwise the page lists those to choose from. */
	choose: async ({ locals: { app, lang }, request, cookies }) => {
		const values = await readForm(request);
		const slug = textOf(values, 'hromada');
		const q = textOf(values, 'place').toWellFormed().trim().slice(0, longest);
		const visitor = { kind: 'visitor' } as const;
		const chosen = slug
			? await app.areas.hromada(visitor, { slug })
			: onlyOne(await app.areas.hromadasNamed(visitor, { q }));
		if (!chosen)
			redirect(303, linksIn(lang)(`/my-hromada?q=${encodeURIComponent(q.toWellFormed())}`));
		cookies.set(hromadaCookie, chosen.slug, attributes(app.options));
		redirect(303, linksIn(lang)('/'));
	},
	forget: ({ locals: { app, lang }, cookies }) => {
		cookies.delete(hromadaCookie, attributes(app.options));
		redirect(303, linksIn(lang)('/'));
	}
};

const year = 365 * 86_400;

const attributes = ({ secure }: { secure: boolean }): Parameters<Cookies['set']>[2] => ({
	path: '/',
	httpOnly: true,
	sameSite: 'lax',
	secure,
	maxAge: year
});

/** Of several places with that name in one hromada, the hromada; the whole name goes before a part of one. */
function onlyOne(found: readonly NamedHromada[]) {
	const exact = found.filter((one) => one.exact);
	const [first, ...others] = exact.length > 0 ? exact : found;
	return others.every(({ hromada }) => hromada.id === first!.hromada.id)
		? first?.hromada
		: undefined;
}
