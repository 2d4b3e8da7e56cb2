/** Whether stories are told in each of their ways, as in `npm run test:long`, or in one of them. */
export const tellsAll = process.env['VICHE_TESTS'] === 'long';

/**
 * A part of what is tried at one of many places, where neighbours get the other parts; in `npm run test:long` each
 * place gets all.
 */
export const inTurn = <One>(all: readonly One[], place: number, parts: number): One[] =>
	all.filter((_, n) => tellsAll || (n + place) % parts === 0);
