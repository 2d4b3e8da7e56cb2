import type { Phase } from '#core/consultations/model.ts';
import type { Player } from '../cast.ts';
import type { Stage } from '../stage.ts';
import {
	afterReport,
	api,
	consultation,
	form,
	read,
	seqOf,
	text,
	type Performers
} from './model.ts';

export const participation: Performers = {
	'contribution.write': [
		api('POST', consultation('/contributions'), () => ({
			kind: 'opinion',
			text,
			display: 'resident'
		})),
		form(consultation('/contribute?/send'), () => ({ kind: 'opinion', text, display: 'resident' }))
	],
	'reply.write': [
		api(
			'POST',
			(stage) => `/contributions/${stage.own.id}/replies`,
			() => ({ text, display: 'resident' }),
			{ when: whileResidentsTalk }
		),
		form(
			(stage) => consultation(`/contributions/${seqOf(stage.own)}?/reply`)(stage),
			() => ({ text, display: 'resident' }),
			{ when: whileResidentsTalk }
		)
	],
	'ballot.cast': [
		api('PUT', (stage) => `/polls/${stage.poll.id}/ballot`, choice, { on: 'poll' }),
		form(
			(stage) => consultation(`/polls/${stage.poll.id}`)(stage),
			(stage) => ({
				option: stage.poll.options[0]!.id,
				version: '0'
			}),
			{ on: 'poll' }
		)
	],
	'ballot.withdraw': [
		api('DELETE', (stage) => `/polls/${stage.poll.id}/ballot`, undefined, { on: 'poll' })
	],
	'ballot.readOwn': [read((stage) => `/polls/${stage.poll.id}/ballot`)],
	'contribution.support': [
		api('PUT', (stage) => `/contributions/${stage.ofAnother.id}/support`, undefined, {
			on: 'ofAnother'
		}),
		form(
			(stage) => consultation(`/contributions/${seqOf(stage.ofAnother)}?/support`)(stage),
			(stage) => ({
				contributionId: stage.ofAnother.id,
				id: stage.ofAnother.id
			}),
			{ on: 'ofAnother' }
		)
	],
	'contribution.correct': [
		api(
			'PATCH',
			(stage) => `/contributions/${stage.own.id}`,
			() => ({ text, version: 1 }),
			{
				on: 'own'
			}
		),
		form(
			(stage) => consultation(`/contributions/${seqOf(stage.own)}/own/correct`)(stage),
			() => ({
				text,
				version: '1'
			}),
			{ on: 'own' }
		)
	],
	'contribution.withdraw': [
		api('DELETE', (stage) => `/contributions/${stage.own.id}`, undefined, { on: 'own' })
	],
	'contribution.flag': [
		api(
			'POST',
			(stage) => `/contributions/${stage.ofAnother.id}/flags`,
			() => ({
				ground: 'M6_spam'
			}),
			{ on: 'nothing' }
		)
	],
	'moderation.appeal': [
		api(
			'POST',
			(stage) => `/moderation/decisions/${stage.decisionId}/appeals`,
			(stage, player) => ({
				text,
				...(player.id === null && { code: stage.judged.receipt.code })
			}),
			{ on: 'own' }
		)
	],
	'answer.dispute': [
		api(
			'POST',
			(stage) => `/contributions/${stage.answered.id}/dispute`,
			() => ({ text }),
			{
				on: 'own',
				when: afterReport
			}
		)
	]
};

/** Authority and centre clarify until the report; residents talk while they may write. */
function whileResidentsTalk({ roles }: Player): readonly Phase[] | null {
	return roles.length > 0 ? null : ['open'];
}

function choice(stage: Stage) {
	return { choice: { option: stage.poll.options[0]!.id } };
}
