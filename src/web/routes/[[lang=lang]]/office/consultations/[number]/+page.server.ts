import { redirect } from '@sveltejs/kit';
import type { InboxFilter } from '#core/answers/queries/inbox.ts';
import { channels, contributionKinds, tiers } from '#core/contributions/model.ts';
import { keyOf, readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** What nobody has filtered yet shows the proposals that wait: they have to be answered. */
function filterOf(asked: URLSearchParams) {
	const oneOf = <const T extends string>(name: string, known: readonly T[]) =>
		known.find((one) => one === asked.get(name));
	const cursor = Number(asked.get('cursor'));
	return {
		state: oneOf('state', ['waiting', 'answered', 'all']) ?? 'waiting',
		kind: asked.has('kind') ? oneOf('kind', contributionKinds) : 'proposal',
		tier: oneOf('tier', tiers),
		channel: oneOf('channel', channels),
		paragraphId: asked.get('paragraph')?.slice(0, 40) || undefined,
		cursor: Number.isSafeInteger(cursor) && cursor > 0 ? cursor : undefined
	} satisfies Omit<InboxFilter, 'number' | 'state'> & { state: string };
}

export const load: PageServerLoad = async ({ locals, params: { number }, url }) => {
	const actor = requireSignIn(locals, url);
	const { state, ...filter } = filterOf(url.searchParams);
	const inbox = await orNotFound(
		locals.app.answers.inbox(actor, {
			number,
			...filter,
			state: state === 'all' ? undefined : state
		})
	);
	return {
		inbox,
		filter: { ...filter, state },
		given: Number(url.searchParams.get('given')) || 0,
		supplemented: url.searchParams.has('supplemented')
	};
};

export const actions: Actions = {
	supplement: async ({ locals: { app, actor, lang }, params: { number }, request }) => {
		const values = await readForm(request);
		const field = `supplement.${Number(textOf(values, 'seq')) || 0}`;
		try {
			await app.answers.supplement(actor, {
				contributionId: textOf(values, 'id'),
				text: textOf(values, field),
				key: keyOf(values)
			});
		} catch (refusal) {
			return refuse(refusal, values, () => field);
		}
		redirect(303, linksIn(lang)(`/office/consultations/${number}?supplemented`));
	}
};
