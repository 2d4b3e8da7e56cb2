import type { Pages } from './model.ts';

export const nowhere = '/nowhere';

/** What everybody sees beside the consultations themselves. */
export const publicPages = (): Pages => ({
	'': [
		'/',
		'/consultations',
		'/consultations?q=zzz',
		'/check',
		'/about',
		'/accessibility',
		'/accessibility/request',
		'/authorities',
		'/authorities/zhydachiv-rada',
		'/authorities/brody-rada',
		'/authorities/zhydachiv-rada?plan=2026',
		'/authorities/sokal-rada',
		'/centres',
		'/centres?q=Тейсарів&open=yes',
		'/centres/cip-zhydachiv',
		'/developers',
		'/how',
		'/how/residents',
		'/follow',
		'/follow?area=zhydachiv',
		'/follow?authority=sokal-rada',
		'/late',
		'/log',
		'/log?group=moderation&from=2026-01-01',
		'/moderation',
		'/moderation/decisions',
		'/late',
		`/my-hromada?q=${encodeURIComponent('Лісове')}`,
		'/privacy',
		'/sign-in',
		'/register',
		'/register/used-already',
		'/card',
		'/recover',
		'/recover/used-already',
		'/email/used-already',
		nowhere
	]
});
