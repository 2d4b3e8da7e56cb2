import type { Phase } from '#core/consultations/model.ts';
import { day } from '../world.ts';

/** Between which days the draft would be open. */
export function draftDays(now: number) {
	const date = (count: number) => new Date(now + count * day).toISOString().slice(0, 10);
	return { opensOn: date(7), closesOn: date(50) };
}

/** The instants of a consultation that is in a phase now. */
export function clockOf(phase: Phase, now: number) {
	const open = {
		status: 'published' as const,
		suspendedAt: null as number | null,
		cancelledAt: null as number | null,
		opensAt: now - 50 * day,
		closesAt: now + 20 * day,
		reportDueAt: now + 40 * day,
		reportedAt: null as number | null,
		decidedAt: null as number | null
	};
	const closed = { ...open, closesAt: now - 5 * day, reportDueAt: now + 10 * day };
	switch (phase) {
		case 'announced':
			return { ...open, opensAt: now + 5 * day };
		case 'analysis':
			return closed;
		case 'report_overdue':
			return { ...closed, reportDueAt: now - day };
		case 'reported':
			return { ...closed, reportedAt: now - day };
		case 'decided':
			return { ...closed, reportedAt: now - day, decidedAt: now - 1000 };
		case 'suspended':
			return { ...open, status: 'suspended' as const, suspendedAt: now - day };
		case 'cancelled':
			return { ...open, status: 'cancelled' as const, cancelledAt: now - day };
		case 'archived':
			return { ...closed, status: 'archived' as const, reportedAt: now - day };
		default:
			return open;
	}
}
