import type { Prose } from '../../../src/core/answers/model.ts';
import type { Draft } from '../../../src/core/consultations/content.ts';
import type { Topic } from '../../../src/core/consultations/model.ts';
import type { Trilingual } from '../../../src/core/kernel/text.ts';
import type { PollKind } from '../../../src/core/polls/model.ts';

/** Days count from the day of seeding; times are those of the authority's clock. */
interface Moment {
	day: number;
	time: string;
}

type Kept = Pick<
	Draft,
	'why' | 'affectedGroups' | 'options' | 'decidingBody' | 'offlineChannels' | 'responsible'
>;

/** One consultation of the demo: what `db/seed/consultations/*.json` tells. */
export interface SeedConsultation extends Kept {
	id: string;
	authority: string;
	hostCentre: string;
	ruleProfile: string;
	language: 'uk' | 'pl';
	topic: Topic;
	areas: string[];
	title: Trilingual;
	summary: Trilingual;
	whatCanChange: string[];
	whatCannotChange: Draft['cannotChange'];
	shortTermReason: string;
	document: { title: string; paragraphs: { heading: string | null; text: string }[] };
	legalBasis?: { resolution: string; link: string };
	days: { announced: number; opens: number; closes: number };
	extension?: { day: number; closes: number; reason: string };
	cancellation?: { day: number; reason: string; document: string };
	overdue?: { day: number; reason: string };
	polls: SeedPoll[];
	contributions: SeedContribution[];
	flags: SeedFlag[];
	moderation: SeedDecision[];
	appeals: SeedAppeal[];
	answers: SeedAnswer[];
	disputes: SeedDispute[];
	report?: { day: number; signedBy: string; prose: Prose };
	decision?: SeedResult;
}

export type Tally = Record<string, number>;

export interface SeedPoll {
	kind: PollKind;
	question: string;
	options: { id: string; text: string }[];
	/** How many people took part; for `approval`, where options do not add up to people. */
	participants?: { verified: number; declared: number };
	ballots: { verified: Tally; declared: Tally };
}

export interface SeedContribution extends Moment {
	/** Its number in the consultation: they stand in the order of registration. */
	n: number;
	kind: string;
	author: string;
	organisation?: string;
	displayAs: string;
	language: 'uk' | 'pl';
	/** By a centre, which received it on paper or by voice on that day. */
	entered?: {
		by: string;
		channel: string;
		received: number;
		formSerial?: string;
		transcription: string;
		note?: string;
	};
	paragraph?: string;
	text: string;
	corrected?: Moment & { text: string };
	withdrawn?: Moment;
	/** How many agree. */
	support: number;
	replies: SeedReply[];
}

export interface SeedReply extends Moment {
	id: string;
	author: string;
	organisation?: string;
	/** Id of the reply that it answers. */
	parent?: string;
	text: string;
}

export interface SeedFlag extends Moment {
	contribution: number;
	by: string;
	ground: string;
	note: string;
}

export interface SeedDecision extends Moment {
	contribution: number;
	action: string;
	ground: string;
	reason: string;
	fragment?: string;
	decidedBy: string;
}

export interface SeedAppeal extends Moment {
	contribution: number;
	by: string;
	text: string;
	/** By the coordinator on whom the lot falls. */
	decided: Moment & { outcome: string; reason: string };
}

export interface SeedAnswer {
	contributions: number[];
	status: string;
	reasons: string;
	changedParagraphs?: string[];
	day: number;
}

export interface SeedDispute extends Moment {
	contribution: number;
	by: string;
	text: string;
	supplement: Moment & { text: string };
}

interface SeedResult {
	day: number;
	body: string;
	number: string;
	title: string;
	document: string;
	changes: { paragraph: string; before: string; after: string; because: number[] }[];
	followUp: string;
}
