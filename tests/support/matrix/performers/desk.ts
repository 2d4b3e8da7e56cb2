import type { Stage } from '../stage.ts';
import {
	api,
	at,
	consultation,
	form,
	isoDay,
	page,
	read,
	reason,
	text,
	type Performers
} from './model.ts';

const decision = { action: 'redacted', fragment: 'дерева', ground: 'M5_insult', reason };

const fate = { outcome: 'upheld', reason };

const entry = (stage: Stage) => ({
	channel: 'meeting',
	kind: 'proposal',
	text,
	name: 'Ганна Гнатів',
	areaId: stage.home.areaId,
	display: 'resident',
	receivedOn: isoDay(stage, -6),
	transcription: 'verbatim'
});

export const desk: Performers = {
	'queue.read': [
		page((stage) => `/desk/${stage.ofConsultant.id}`, { on: 'ofConsultant' }),
		page((stage) => `/desk/${stage.ofAnother.id}`, { on: 'ofAnother' })
	],
	'queue.claim': [
		api('POST', (stage) => `/moderation/queue/${stage.ofConsultant.id}/claim`, undefined, {
			on: 'ofConsultant'
		}),
		api('POST', (stage) => `/moderation/queue/${stage.ofAnother.id}/claim`, undefined, {
			on: 'ofAnother'
		}),
		form(
			() => '/desk?/claim',
			(stage) => ({ id: stage.ofAnother.id }),
			{ on: 'ofAnother' }
		),
		form(
			() => '/desk?/pass',
			(stage) => ({ id: stage.ofAnother.id }),
			{ on: 'ofAnother' }
		)
	],
	'contribution.moderate': [
		api(
			'POST',
			() => '/moderation/decisions',
			(stage) => ({
				contributionId: stage.ofAnother.id,
				version: 1,
				...decision
			}),
			{ on: 'ofAnother' }
		),
		form(
			(stage) => `/desk/${stage.ofAnother.id}`,
			() => ({ version: '1', ...decision }),
			{
				on: 'ofAnother'
			}
		),
		form(
			() => '/desk?/keep',
			(stage) => ({ item: `${stage.ofAnother.id}.1` }),
			{ on: 'ofAnother' }
		)
	],
	'contact.read': [
		form(
			(stage) => `/desk/${stage.ofAnother.id}/contact`,
			() => ({ reason }),
			{ on: 'ofAnother' }
		)
	],
	'appeal.read': [
		read((stage) => `/appeals/${stage.appealId}`, { on: 'appeal' }),
		page((stage) => `/desk/appeals/${stage.appealId}`, { on: 'appeal' })
	],
	'appeal.decide': [
		api(
			'POST',
			(stage) => `/appeals/${stage.ownAppealId}/decision`,
			() => fate,
			{
				on: 'ownAppeal'
			}
		),
		api(
			'POST',
			(stage) => `/appeals/${stage.appealId}/decision`,
			() => fate,
			{ on: 'appeal' }
		),
		form(
			(stage) => `/desk/appeals/${stage.appealId}`,
			() => fate,
			{ on: 'appeal' }
		),
		form(
			() => '/desk/appeals?/pass',
			(stage) => ({ id: stage.appealId }),
			{ on: 'appeal' }
		)
	],
	'contribution.enter': [
		api('POST', consultation('/entries'), entry, { lateIntake: true }),
		form(at('/desk/enter/:number?/send'), (stage) => ({ ...entry(stage), ...stage.home }), {
			lateIntake: true
		})
	]
};
