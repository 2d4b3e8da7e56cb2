import type { Phase } from '#core/consultations/model.ts';

/** The classes by which a phase is drawn; those that are not here are drawn plainly. */
export const phaseLooks: Partial<Record<Phase, string>> = {
	open: 'open',
	report_overdue: 'overdue',
	reported: 'answered',
	decided: 'answered',
	suspended: 'stopped',
	cancelled: 'stopped',
	archived: 'stopped'
};
