import type { NoticeKind } from '#core/notifications/model.ts';
import type { OwnNotice } from '#core/notifications/queries.ts';
import type { Words } from '#messages/generated/messages.js';

/** Where a notice leads. */
export function placeOf({ kind, consultation, seq, objectId }: OwnNotice): string {
	const page = `/consultations/${consultation?.number}`;
	const places: Record<NoticeKind, string> = {
		statement_of_reasons: `/account/decisions/${objectId}`,
		appeal_decided: `/account/decisions/${objectId}`,
		// About words in a consultation, or about a verification.
		appeal_received: `/desk/${consultation ? 'appeals' : 'revocations'}/${objectId}`,
		answer_given: `${page}/contributions/${seq}/own`,
		answer_supplemented: `${page}/contributions/${seq}/own`,
		replied: `${page}/contributions/${seq}#thread`,
		announced: page,
		closes_soon: page,
		dates_changed: page,
		cancelled: page,
		report_published: `${page}/report`,
		decision_recorded: page,
		verified: '/account/verification',
		verification_revoked: '/account/verification',
		verification_expires: '/account/verification',
		revocation_decided: '/account/verification',
		verification_clash: `/desk/clashes/${objectId}`,
		ballot_joined: page,
		role_granted: '/account',
		role_ended: '/account',
		organisation_decided: '/account/organisations',
		representative_changed: '/account/organisations'
	};
	return places[kind];
}

/** What is read there, on the button that leads to it. */
export function goWords(m: Words, kind: NoticeKind): string {
	const go = m.notice_go;
	const words: Partial<Record<NoticeKind, () => string>> = {
		statement_of_reasons: go.reasons,
		appeal_decided: go.reasons,
		answer_given: go.answer,
		answer_supplemented: go.answer,
		replied: go.reply,
		announced: go.consultation,
		closes_soon: go.consultation,
		dates_changed: go.consultation,
		cancelled: go.consultation,
		report_published: go.report,
		decision_recorded: go.decision
	};
	return (words[kind] ?? m.notice_open)();
}
