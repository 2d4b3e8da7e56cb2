import type { ContributionKind, Tier, Channel } from '../contributions/model.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { Ground } from '../moderation/model.ts';
import type { AnswerStatus } from './model.ts';

/** Texts and the people behind them: never one number (requirements §5.4). */
export interface Count {
	texts: number;
	people: number;
}

/**
 * What a report says in numbers, counted by the database at its publication. Verified and declared
 * residents and organisations stand apart everywhere; withdrawn texts are counted by themselves.
 */
export interface ReportFigures {
	tiers: Record<Tier, Count>;
	kinds: Record<ContributionKind, number>;
	channels: Record<Channel, number>;
	withdrawn: number;
	/** Received in time, entered after closing. */
	late: number;
	places: { area: Trilingual; tiers: Record<Tier, Count> }[];
	replies: number;
	/** Marks of people. */
	supports: number;
	/** Those of organisations, never added to them; none in reports from before they were counted. */
	organisationSupports?: number;
	answers: Record<AnswerStatus, number>;
	moderation: { hidden: number; redacted: number; byGround: { ground: Ground; count: number }[] };
	appeals: { upheld: number; changed: number; restored: number; waiting: number };
	/** Days after the report was due; 0 when it was in time. */
	delayDays: number;
}
