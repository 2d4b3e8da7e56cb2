/**
 * Everything that may happen, in one closed union: reading it is reading the live protocol.
 * An event names an object and its version, never its content (RELIABILITY D2): a replay cannot show
 * words that were hidden since.
 */
export type DomainEvent = Audited &
	(
		| { type: 'consultation.drafted' | 'consultation.revised'; kind: 'consultation' }
		| {
				type:
					| 'consultation.announced'
					| 'consultation.extended'
					| 'consultation.suspended'
					| 'consultation.resumed'
					| 'consultation.cancelled'
					| 'consultation.delay_explained'
					| 'report.published'
					| 'report.corrected'
					| 'decision.recorded';
				kind: 'consultation';
		  }
		| { type: 'report.revised'; kind: 'consultation' }
		| {
				type:
					| 'contribution.published'
					| 'contribution.corrected'
					| 'contribution.withdrawn'
					| 'contribution.supported'
					| 'contribution.answered'
					| 'answer.disputed'
					| 'answer.supplemented';
				kind: 'contribution';
		  }
		| { type: `contribution.${ModeratedAs}`; kind: 'contribution' }
		| { type: 'reply.published' | `reply.${ModeratedAs}`; kind: 'reply' }
		| {
				type: 'contribution.flagged' | 'queue.claimed' | 'appeal.made';
				kind: 'contribution' | 'reply';
		  }
		| { type: 'ballot.cast' | 'ballot.withdrawn'; kind: 'poll' }
		| { type: 'account.registered'; kind: 'account' }
		| { type: 'session.started' | 'session.ended'; kind: 'account' }
	);

/** What a centre's decision does to somebody's words. */
type ModeratedAs = 'hidden' | 'redacted' | 'restored' | 'kept';

interface Audited {
	/** The live topic that tells of it; null for what only the audit log keeps. */
	topic: string | null;
	id: string;
	version: number;
}

export type EventType = DomainEvent['type'];

/** An event as it stands in the log of its topic. */
export interface RecordedEvent {
	topic: string;
	offset: number;
	atMs: number;
	type: EventType;
	ref: [kind: DomainEvent['kind'], id: string, version: number];
}

export const topicOfConsultation = (number: string) => `c:${number}`;
export const topicOfDesk = (centreSlug: string) => `m:${centreSlug}`;
