import type { CellName } from '#core/permissions/model.ts';

/** Beside words, never in their place. */
export const signs: Record<CellName, string> = {
	yes: '✓',
	own: '○',
	scope: '◐',
	no: '–',
	never: '✗'
};
