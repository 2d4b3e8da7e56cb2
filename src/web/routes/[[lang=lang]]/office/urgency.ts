import type { OfficeItem } from '#core/consultations/queries/drafts.ts';

export type AnnouncedItem = OfficeItem & { number: string };

export const isAnnounced = (item: OfficeItem): item is AnnouncedItem => item.number !== null;

/** The instant by which the authority has to do something; disputes come first, what is done with last. */
export function urgency({ phase, pending, disputes, reportDueAt }: OfficeItem): number {
	if (disputes > 0) return 0;
	if (phase === 'analysis' || phase === 'report_overdue') return reportDueAt ?? 0;
	if (phase === 'suspended' || (phase === 'open' && pending > 0)) return reportDueAt ?? 0;
	return phase === 'reported' ? Number.MAX_SAFE_INTEGER : Infinity;
}
