/**
 * Everything that may happen, in one closed union: reading it is reading the live protocol.
 * An event names an object and its version, never its content (RELIABILITY D2): a replay cannot show
 * words that were hidden since.
 */
export type DomainEvent = Audited &
	(
		| { type: 'consultation.drafted' | 'consultation.revised'; kind: 'consultation' }
		| { type: 'consultation.announced'; kind: 'consultation' }
		| { type: 'contribution.published'; kind: 'contribution' }
		| {
				type: 'contribution.hidden' | 'contribution.redacted' | 'contribution.restored';
				kind: 'contribution';
		  }
		| { type: 'contribution.kept' | 'contribution.flagged' | 'queue.claimed'; kind: 'contribution' }
		| { type: 'ballot.cast' | 'ballot.withdrawn'; kind: 'poll' }
		| { type: 'account.registered'; kind: 'account' }
		| { type: 'session.started' | 'session.ended'; kind: 'account' }
	);

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
