import type { Phase } from '../consultations/model.ts';

/** What one agrees to, each by itself and never ticked beforehand. */
export const consentKinds = ['verification', 'organisation', 'news'] as const;
export type ConsentKind = (typeof consentKinds)[number];

/**
 * Whether words stay when their author leaves: from its closing on, a consultation's words are answered, reported
 * and decided about, and whoever reads that must find what it is about.
 */
export const keepsWords = (phase: Phase) =>
	phase === 'analysis' || phase === 'report_overdue' || phase === 'reported' || phase === 'decided';

/** What one may agree to in the account itself; the others belong to an act at a centre or for an organisation. */
export const freeConsents = ['news'] as const;

/**
 * The wording that is agreed to now: the day from which it is used, and the beginning of the digest of its words, by
 * which `tests/messages/consents.test.ts` tells that they have changed.
 */
export const consentWordings: Readonly<Record<ConsentKind, string>> = {
	verification: '2026-11-30.e5dc61b3',
	organisation: '2026-11-30.498a776b',
	news: '2026-11-30.829a46ca'
};

/**
 * How long what is over is kept, in days, and since when: the one table from which the job works and which the
 * page on data protection shows.
 */
export const retention = {
	/** After the last visit. */
	sessions: 30,
	/** Links in letters and codes on cards, after they have ended. */
	codes: 90,
	/** Name and address of whoever was invited, after the invitation has ended. */
	invitations: 90,
	/** That a letter was written, and what could not be sent. */
	letters: 30,
	/** After they were read. */
	notices: 730,
	/** The words of a request for access, after its answer. */
	accessibility: 365,
	/** By what a person could be found again, after a centre saw them (requirements §5.2). */
	persons: 730
} as const;

export type Kept = keyof typeof retention;
export const keptKinds = Object.keys(retention) as Kept[];
