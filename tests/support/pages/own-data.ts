import type { Pages } from './model.ts';

/** What an account sees of its own data, up to its end. */
export const ownDataPages = (): Pages => ({
	'': ['/erased'],
	'resident.zhydachiv': [
		'/account/data',
		'/account/data/change',
		'/account/data/place',
		'/account/data/export',
		'/account/erase',
		'/account/verification'
	],
	// Whoever holds an office gives it back first.
	'consultant.zhydachiv': ['/account/erase']
});
