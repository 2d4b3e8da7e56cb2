import type { Phase } from '#core/consultations/model.ts';

interface Clocked {
	phase: Phase;
	opensAt: number;
	closesAt: number;
	reportDueAt: number;
}

/** Instants at which the clock alone gives a consultation another phase (`phaseOf`), from the phase it is in. */
export function turnsOf({ phase, opensAt, closesAt, reportDueAt }: Clocked): number[] {
	const late = reportDueAt + 1;
	switch (phase) {
		case 'announced':
			return [opensAt, closesAt, late];
		case 'open':
			return [closesAt, late];
		case 'analysis':
			return [late];
		default:
			return [];
	}
}
