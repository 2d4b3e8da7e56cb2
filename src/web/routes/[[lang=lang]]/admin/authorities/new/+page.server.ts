import { redirect } from '@sveltejs/kit';
import {
	authorityAreaKinds,
	suggestCode,
	usualProfile,
	type AuthorityKind
} from '#core/authorities/model.ts';
import { typedAuthority } from '#lib/administration/typed.ts';
import { keyOf, readForm, refuse } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** Three steps on one address: look for the area, choose it, tell the rest. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { authorities, areas } = locals.app;
	const areaId = url.searchParams.get('area') ?? '';
	const kind = url.searchParams.get('kind') ?? '';
	const q = url.searchParams.get('q') ?? '';
	const choices = await orNotFound(authorities.choices(actor, { areaId }));
	const found =
		choices.area || q === '' ? [] : await areas.named(actor, { q, kinds: authorityAreaKinds });
	return {
		q,
		kind,
		found,
		...choices,
		suggested: {
			profileId: usualProfile[kind as AuthorityKind] ?? '',
			code: choices.area ? suggestCode(choices.area.name.en) : ''
		},
		key: locals.newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor, lang }, request }) => {
		const values = await readForm(request);
		let slug;
		try {
			({ slug } = await app.authorities.create(actor, {
				...typedAuthority(values),
				key: keyOf(values)
			}));
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/admin/authorities?done=${encodeURIComponent(slug)}`));
	}
};
