import { prose, reasons, signedBy } from '../../reports.ts';
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
	seqOf,
	text,
	type Performers
} from './model.ts';

const answer = { status: 'accepted', reasons };

const decided = (stage: Stage) => ({
	body: 'Міська рада',
	decisionNumber: '1-23/2026',
	decidedOn: isoDay(stage, 0),
	title: 'Про статут громади',
	document: 'https://example.org/rishennia',
	followUp: 'Нічого не змінено, бо кошти вже розподілено на рік.'
});

/** As the form names them. */
const proseFields = Object.fromEntries(
	Object.entries(prose).map(([name, words]) => [`prose.${name}`, words])
);

export const answers: Performers = {
	'inbox.read': [
		read(at('/office/consultations/:number/inbox'), { on: 'consultation' }),
		page(at('/office/consultations/:number'), { on: 'consultation' })
	],
	'contribution.answer': [
		api(
			'POST',
			(stage) => `/contributions/${stage.own.id}/answer`,
			() => answer
		),
		form(at('/office/consultations/:number/answer?/give'), (stage) => ({
			id: stage.own.id,
			...answer
		}))
	],
	'answer.supplement': [
		api(
			'POST',
			(stage) => `/contributions/${stage.disputed.id}/supplement`,
			() => ({ text })
		),
		form(at('/office/consultations/:number?/supplement'), (stage) => ({
			id: stage.disputed.id,
			seq: seqOf(stage.disputed),
			[`supplement.${seqOf(stage.disputed)}`]: text
		}))
	],
	'report.write': [
		api('PATCH', at('/office/consultations/:number/report'), () => ({
			prose,
			signedBy,
			version: 1
		})),
		form(at('/office/consultations/:number/report?/save'), () => ({
			...prose,
			signedBy,
			version: '1'
		}))
	],
	'report.publish': [
		api('POST', consultation('/report'), () => ({ prose, signedBy })),
		form(at('/office/consultations/:number/report/publish'), () => ({ version: '1' }))
	],
	'report.correct': [
		api('POST', consultation('/report/corrections'), () => ({ prose, signedBy, reason })),
		form(at('/office/consultations/:number/report?/correct'), () => ({
			...proseFields,
			version: '1',
			signedBy,
			reason
		}))
	],
	'decision.record': [
		api('POST', consultation('/decision'), (stage) => ({ ...decided(stage), changes: [] }), {
			when: ['reported', 'archived']
		}),
		form(at('/office/consultations/:number/decision?/record'), decided, {
			when: ['reported', 'archived']
		})
	]
};
