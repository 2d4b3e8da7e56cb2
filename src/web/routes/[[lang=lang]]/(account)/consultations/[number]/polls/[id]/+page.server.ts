import { redirect } from '@sveltejs/kit';
import { phaseOf } from '#core/consultations/model.ts';
import { isRefusal, type FieldError } from '#core/kernel/errors.ts';
import { chosen } from '#core/polls/model.ts';
import { mayVote } from '#core/polls/policy.ts';
import { readForm, refuse, textsOf, versionOf, wrong } from '#lib/forms.ts';
import { identify, withoutWho } from '#lib/identify.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id } }) => {
	const { app, actor } = locals;
	const poll = await orNotFound(app.polls.byId(actor, { id }));
	const { areas, authority, title } = await app.consultations.page(actor, poll.consultation);
	const isVisitor = actor.kind !== 'account';
	return {
		poll,
		own: isVisitor ? null : await app.polls.ownBallot(actor, { pollId: id }),
		title,
		original: authority.language,
		areas,
		mayVote: isVisitor || mayVote(actor, poll.consultation),
		phase: phaseIn(poll, app.storage.now()),
		hasPassword: isVisitor || (await app.accounts.hasPassword(actor, undefined))
	};
};

interface InConsultation {
	consultation: Omit<Parameters<typeof phaseOf>[0], 'reportDueAt'>;
}

const phaseIn = ({ consultation }: InConsultation, now: number) =>
	phaseOf({ ...consultation, reportDueAt: null }, now);

export const actions: Actions = {
	default: async (event) => {
		const { app } = event.locals;
		const { id } = event.params;
		const values = await readForm(event.request);
		const poll = await orNotFound(app.polls.byId(event.locals.actor, { id }));
		// Nobody says who they are, and no letter is written, for a vote that cannot count.
		if (phaseIn(poll, app.storage.now()) !== 'open') return wrong([], values, 'poll_closed');
		const options = textsOf(values, 'option');
		const choice = poll.kind === 'single' ? { option: options[0] ?? '' } : { options };
		const nothing: FieldError[] = [{ path: 'option', code: 'nothing_chosen' }];
		const isRight = Boolean(values.withdraw) || chosen(poll, choice) !== null;
		const wasVisitor = event.locals.actor.kind !== 'account';
		const { actor, answer } = await identify(event, values, {
			errors: isRight ? [] : nothing,
			livesIn: poll.consultation.areaIds
		});
		if (answer) return answer;
		const sent = { pollId: id, expectedVersion: versionOf(values) };
		try {
			if (values.withdraw) await app.polls.withdraw(actor, sent);
			else await app.polls.cast(actor, { ...sent, choice });
		} catch (refusal) {
			if (!isRefusal(refusal) || refusal.code !== 'version_conflict')
				return refuse(refusal, withoutWho(values));
			const own = await app.polls.ownBallot(actor, { pollId: id });
			// Sent twice: the vote is there, and there once.
			const isSame = String(own.choice) === String(chosen(poll, choice));
			const again = { ...sent, expectedVersion: own.version, choice };
			// Whoever took a vote back could not see that in a form in which nobody was signed in yet.
			if (own.choice === null && wasVisitor) await app.polls.cast(actor, again);
			else if (!isSame || values.withdraw) return { values: withoutWho(values), already: true };
		}
		redirect(303, event.url.pathname);
	}
};
