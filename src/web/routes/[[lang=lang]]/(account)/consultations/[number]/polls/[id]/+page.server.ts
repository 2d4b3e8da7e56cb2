import { redirect } from '@sveltejs/kit';
import { phaseOf } from '#core/consultations/model.ts';
import { mayVote } from '#core/polls/policy.ts';
import { readForm, refuse, textOf, textsOf } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id }, url }) => {
	const { app, newKey } = locals;
	const actor = requireSignIn(locals, url);
	const own = await orNotFound(app.polls.ownBallot(actor, { pollId: id }));
	const poll = await orNotFound(app.polls.byId(actor, { id }));
	const { areas, authority } = await app.consultations.page(actor, poll.consultation);
	return {
		poll,
		own,
		original: authority.language,
		areas,
		mayVote: mayVote(actor, poll.consultation),
		open: phaseOf({ ...poll.consultation, reportDueAt: null }, app.storage.now()) === 'open',
		key: newKey()
	};
};

export const actions: Actions = {
	default: async ({ locals: { app, actor }, params: { id }, request, url }) => {
		const values = await readForm(request);
		const options = textsOf(values, 'option');
		const version = Number(textOf(values, 'version'));
		const sent = {
			pollId: id,
			expectedVersion: Number.isSafeInteger(version) ? version : 0,
			key: textOf(values, 'key').slice(0, 64) || undefined
		};
		try {
			if (values.withdraw) await app.polls.withdraw(actor, sent);
			else {
				const { kind } = await app.polls.byId(actor, { id });
				const choice = kind === 'single' ? { option: options[0] ?? '' } : { options };
				await app.polls.cast(actor, { ...sent, choice });
			}
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, url.pathname);
	}
};
