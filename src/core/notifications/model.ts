/** What somebody is told in their account; later also by mail. */
export const noticeKinds = [
	'statement_of_reasons',
	'appeal_decided',
	'appeal_received',
	'answer_given',
	'answer_supplemented',
	'replied',
	'announced',
	'closes_soon',
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

/** What notices are about, for whoever looks for one among many. */
export const noticeSubjects = ['words', 'consultations', 'moderation', 'account'] as const;
export type NoticeSubject = (typeof noticeSubjects)[number];

const subjects: Record<NoticeKind, NoticeSubject> = {
	statement_of_reasons: 'moderation',
	appeal_decided: 'moderation',
	appeal_received: 'moderation',
	answer_given: 'words',
	answer_supplemented: 'words',
	replied: 'words',
	announced: 'consultations',
	closes_soon: 'consultations',
	dates_changed: 'consultations',
	cancelled: 'consultations',
	report_published: 'consultations',
	decision_recorded: 'consultations',
	verified: 'account',
	verification_revoked: 'account',
	verification_expires: 'account',
	revocation_decided: 'account',
	verification_clash: 'account',
	ballot_joined: 'account',
	role_granted: 'account',
	role_ended: 'account',
	organisation_decided: 'account',
	representative_changed: 'account'
};

export const kindsAbout = (subject: NoticeSubject): NoticeKind[] =>
	noticeKinds.filter((kind) => subjects[kind] === subject);
