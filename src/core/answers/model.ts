import type { Instant } from '../kernel/time.ts';

/** What the authority does with a proposal; `noted` is for those that ask for nothing. */
export const answerStatuses = [
	'accepted',
	'partly_accepted',
	'not_accepted',
	'already_covered',
	'out_of_scope',
	'noted'
] as const;
export type AnswerStatus = (typeof answerStatuses)[number];

export const reasonsLimits = { max: 4000 } as const;
/** Saying no, even in part, has to be explained at some length. */
export const leastReasons = (status: AnswerStatus): number =>
	status === 'partly_accepted' || status === 'not_accepted' ? 40 : status === 'noted' ? 0 : 3;

/** Proposals that may share one answer. */
export const mostAnsweredAtOnce = 100;

/** What the official adds to the figures of a report; nothing of the figures can be changed. */
export const proseFields = [
	'whoTookPart',
	'whatWeHeard',
	'whatChanges',
	'whoIsMissing',
	'lesson'
] as const;
export type ProseField = (typeof proseFields)[number];
export type Prose = Record<ProseField, string>;
export const proseLimits = { min: 20, max: 6000 } as const;
/** The one that may stay empty. */
export const optionalProse: readonly ProseField[] = ['lesson'];

/** One change of the draft that a proposal brought about. */
export interface DocumentChange {
	paragraphId: string;
	before: string;
	after: string;
	/** Numbers of the contributions, within their consultation. */
	because: number[];
}

/** Days after the report in which an author may say that the answer is none (T19). */
export const disputeDays = 30;
/** A consultation without a decision says so after so many days. */
const decisionExpectedDays = 180;

/** The first instant at which it does. */
export const decisionMissingAt = (reportedAt: Instant): Instant =>
	reportedAt + decisionExpectedDays * 86_400_000 + 1;
