import type { NoticeKind } from '#core/notifications/model.ts';
import type { OwnNotice } from '#core/notifications/queries.ts';

/** Where a notice leads. */
export function placeOf({ kind, consultation, seq, objectId }: OwnNotice): string {
	const page = `/consultations/${consultation.number}`;
	const places: Record<NoticeKind, string> = {
		statement_of_reasons: `/account/decisions/${objectId}`,
		appeal_decided: `/account/decisions/${objectId}`,
		appeal_received: `/desk/appeals/${objectId}`,
		answer_given: `${page}/contributions/${seq}/own`,
		answer_supplemented: `${page}/contributions/${seq}/own`,
		replied: `${page}/contributions/${seq}#thread`,
		dates_changed: page,
		cancelled: page,
		report_published: `${page}/report`,
		decision_recorded: page
	};
	return places[kind];
}
