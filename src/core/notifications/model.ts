/** What somebody is told in their account; later also by mail. */
export const noticeKinds = [
	'statement_of_reasons',
	'appeal_decided',
	'appeal_received',
	'answer_given',
	'answer_supplemented',
	'replied',
	'dates_changed',
	'cancelled',
	'report_published',
	'decision_recorded',
	'verified',
	'verification_revoked',
	'verification_expires',
	'revocation_decided',
	'verification_clash',
	'ballot_joined',
	'role_granted',
	'role_ended',
	'organisation_decided',
	'representative_changed'
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
