import type { Country } from '../kernel/calendar.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import type { Display } from '../contributions/model.ts';

/** What is stored; while `published`, the clock tells the phase (requirements §2.1). */
export const statuses = [
	'draft',
	'in_check',
	'published',
	'suspended',
	'cancelled',
	'archived'
] as const;
export type ConsultationStatus = (typeof statuses)[number];

export const phases = [
	'draft',
	'in_check',
	'announced',
	'open',
	'analysis',
	'report_overdue',
	'reported',
	'decided',
	'suspended',
	'cancelled',
	'archived'
] as const;
export type Phase = (typeof phases)[number];

/** Phases by which announced consultations are listed: nothing announced ever leaves the list. */
export const listedPhases = [
	'announced',
	'open',
	'suspended',
	'analysis',
	'report_overdue',
	'reported',
	'decided',
	'cancelled'
] as const;
export type ListedPhase = (typeof listedPhases)[number];

/** What a consultation is about, in one word by which people look for it. */
export const topics = [
	'budget',
	'governance',
	'planning',
	'transport',
	'environment',
	'utilities',
	'education',
	'health',
	'culture',
	'organisations'
] as const;
export type Topic = (typeof topics)[number];

/** Where a consultation stands in time; the instants are null until it is announced. */
export interface Clocked {
	status: ConsultationStatus;
	opensAt: Instant | null;
	/** Exclusive: the first instant at which nothing is taken any more. */
	closesAt: Instant | null;
	reportDueAt: Instant | null;
	reportedAt: Instant | null;
	decidedAt: Instant | null;
}

/** The phase at that instant, derived, so that no stored state can drift from the clock. */
export function phaseOf(consultation: Clocked, now: Instant): Phase {
	const { status, opensAt, closesAt, reportDueAt, reportedAt, decidedAt } = consultation;
	if (status !== 'published') return status;
	if (decidedAt !== null) return 'decided';
	if (reportedAt !== null) return 'reported';
	if (opensAt === null || now < opensAt) return 'announced';
	if (closesAt === null || now < closesAt) return 'open';
	return reportDueAt === null || now <= reportDueAt ? 'analysis' : 'report_overdue';
}

/** The instants at which the clock alone moves it on: by `phaseOf`, a report is late from the millisecond after. */
export const phaseChanges = ({ opensAt, closesAt, reportDueAt }: Dates): Instant[] => [
	opensAt,
	closesAt,
	reportDueAt + 1
];
type Dates = Record<'opensAt' | 'closesAt' | 'reportDueAt', Instant>;

/** A legal rule set as data; a copy is frozen into each consultation at announcement. */
export interface RuleProfile {
	id: string;
	version: number;
	country: Country | '*';
	title: Trilingual;
	status: Trilingual;
	/** Null while the law sleeps. */
	activeFrom: string | null;
	usableFor: 'consultation' | 'other';
	/** What the law demands, in calendar days; null where a local resolution decides. */
	minOpenDays: number | null;
	/** Only where `minOpenDays` is a recommendation: the number below which nobody may go. */
	hardMinOpenDays: number | null;
	maxOpenDays: number | null;
	/** Shorter terms need a reason. */
	recommendedOpenDays: number;
	noticeDays: number;
	reportDays: number;
	reportAfter: 'close' | 'decision';
	lateIntakeWorkingDays: number;
	anonymous: 'reject' | 'opinion_only' | 'accept';
	displayChoices: Display[];
	forbiddenFields: string[];
	/** Whether a centre asks if somebody is of age; none of the rules known so far does. */
	asksAdult?: boolean;
	/** Whether the result binds the authority. */
	binding: boolean;
	localResolutionRequired: boolean;
	source: string;
	certainty: string;
}

export interface ConsultationOption {
	id: string;
	/** What happens if all stays as it is. */
	doNothing: boolean;
	title: string;
	pros: string[];
	cons: string[];
	cost: string;
	consequences: Consequence[];
}

export interface Consequence {
	group: string;
	text: string;
}

export interface AffectedGroup {
	group: string;
	effect: string;
}

export interface CannotChange {
	text: string;
	why: string;
}

export const offlineChannelKinds = ['centre', 'paper', 'phone', 'meeting'] as const;
type OfflineChannelKind = (typeof offlineChannelKinds)[number];

/** A way to take part without the internet; announcing needs one. */
export interface OfflineChannel {
	kind: OfflineChannelKind;
	text: string;
}

/** A paragraph of the draft under discussion; its id survives new versions. */
export interface Paragraph {
	id: string;
	number: number;
	/** Set on the first paragraph of a section. */
	heading: string | null;
	text: string;
}

/** What may happen to the dates of an announced consultation; nothing shortens them. */
export const changeKinds = [
	'extended',
	'suspended',
	'resumed',
	'cancelled',
	'delay_explained'
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Who may change them: a coordinator of the host centre suspends as well (T10). */
export const changeRoles = ['official', 'coordinator'] as const;
export type ChangeRole = (typeof changeRoles)[number];

/** An official's reason for it is read by everybody; a cancellation needs more of it (T12). */
export const changeReasonLimits = { min: 40, max: 2000 } as const;
export const cancelReasonLimits = { min: 100, max: 2000 } as const;
/** At least so many days are left after a resumption (T11). */
export const daysAfterResuming = 5;

/** The official whom one can call. */
export interface Responsible {
	name: string;
	post: string;
	phone: string;
	email: string;
	hours: string;
}

/** So many late reports are counted: the front page tells how many there are, and costs no more where there are more. */
export const mostLateCounted = 100;
