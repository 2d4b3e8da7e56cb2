import type { Pages } from './model.ts';

export const nowhere = '/nowhere';

/** What everybody sees beside the consultations themselves. */
export const publicPages = (): Pages => ({
	'': [
		'/',
		'/consultations',
		'/consultations?q=zzz',
		'/check',
		'/authorities/zhydachiv-rada',
		'/authorities/brody-rada',
		'/authorities/sokal-rada',
		'/centres',
		'/centres/cip-zhydachiv',
		'/developers',
		'/log',
		'/log?group=moderation&from=2026-01-01',
		'/moderation',
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
