import type { Player } from '../cast.ts';
import type { Stage } from '../stage.ts';
import {
	api,
	at,
	consultation,
	form,
	isoDay,
	read,
	reason,
	text,
	type Performers
} from './model.ts';

const stopped = async (stage: Stage, { name }: Player) =>
	stage.stoppedBy(name.includes('coordinator') ? 'coordinator' : 'official');

const nextYear = (stage: Stage) => `${Number(isoDay(stage, 0).slice(0, 4)) + 1}-1`;
const planned = (stage: Stage) => ({
	version: '1',
	quarter: nextYear(stage),
	'title.uk': 'Мережа бібліотек громади',
	areaIds: stage.authority.areaId,
	why: text
});

export const consultations: Performers = {
	'plan.write': [
		form(({ authority }) => `/office/plan/new?authority=${authority.slug}`, planned),
		form(
			() => '/office/plan?/publish',
			({ authority, preparedYear }) => ({ authority: authority.slug, year: String(preparedYear) })
		),
		form(({ plannedId }) => `/office/plan/${plannedId}?/change`, planned),
		form(
			({ plannedId }) => `/office/plan/${plannedId}?/begin`,
			() => ({})
		),
		form(
			({ plannedId }) => `/office/plan/${plannedId}/postpone`,
			(stage) => ({ version: '1', quarter: nextYear(stage), reason })
		),
		form(
			({ plannedId }) => `/office/plan/${plannedId}/drop`,
			() => ({ version: '1', reason })
		)
	],
	'draft.read': [read((stage) => `/drafts/${stage.draft.id}`, { on: 'consultation' })],
	'draft.write': [
		api(
			'POST',
			() => '/consultations',
			(stage) => ({ authority: stage.authority.slug, why: text }),
			{ draft: true }
		),
		api(
			'PATCH',
			(stage) => `/consultations/${stage.draft.id}`,
			() => ({ why: text, version: 1 }),
			{
				draft: true
			}
		),
		api(
			'PATCH',
			(stage) => `/consultations/${stage.id}`,
			() => ({ why: text })
		),
		form(
			() => '/office?/start',
			(stage) => ({ authority: stage.authority.slug }),
			{ draft: true }
		),
		form(
			(stage) => `/office/drafts/${stage.draft.id}/reasons`,
			() => ({ why: text, version: '1' }),
			{ draft: true }
		)
	],
	'consultation.announce': [
		api(
			'POST',
			(stage) => `/consultations/${stage.draft.id}/announce`,
			() => ({ version: 1 }),
			{
				draft: true
			}
		),
		api(
			'POST',
			(stage) => `/consultations/${stage.id}/announce`,
			() => ({})
		),
		form(
			(stage) => `/office/drafts/${stage.draft.id}`,
			() => ({ version: '1' }),
			{ draft: true }
		)
	],
	'consultation.extend': [
		api('POST', consultation('/extend'), (stage) => ({ reason, closesOn: isoDay(stage, 80) })),
		form(at('/office/consultations/:number/dates/extend'), (stage) => ({
			reason,
			closesOn: isoDay(stage, 80)
		}))
	],
	'consultation.suspend': [
		api('POST', consultation('/suspend'), () => ({ reason })),
		form(at('/office/consultations/:number/dates/suspend'), () => ({ reason }))
	],
	'consultation.resume': [
		api('POST', consultation('/resume'), () => ({ reason }), { before: stopped }),
		form(at('/office/consultations/:number/dates/resume'), () => ({ reason }), { before: stopped })
	],
	'consultation.cancel': [
		api('POST', consultation('/cancel'), () => ({
			reason: reason.repeat(4),
			document: 'https://example.org/rishennia'
		})),
		form(at('/office/consultations/:number/dates/cancel'), () => ({
			reason: reason.repeat(4),
			document: 'https://example.org/rishennia',
			sure: 'yes'
		}))
	],
	'consultation.explainDelay': [api('POST', consultation('/delay'), () => ({ reason }))]
};
