import type { ScopedRole } from './actor.ts';

/**
 * Everything that may happen, in one closed union: reading it is reading the live protocol.
 * An event names an object and its version, never its content (RELIABILITY D2): a replay cannot show
 * words that were hidden since.
 */
export type DomainEvent = AuditedEvent | NewsEvent;

export type AuditedEvent = Audited &
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
		| {
				type:
					| 'account.registered'
					| 'account.changed'
					| 'account.suspended'
					| 'account.resumed'
					| 'account.erased'
					| 'session.started'
					| 'session.ended'
					| 'password.changed'
					| 'email.changed'
					| 'second_factor.changed'
					| 'passkey.added'
					| 'passkey.removed'
					| 'card.issued'
					| 'contact.read'
					| 'data.exported'
					| 'consent.given'
					| 'consent.withdrawn'
					| 'follow.started'
					| 'follow.ended'
					| 'role.granted'
					| 'role.ended'
					| 'conflicts.declared'
					| 'verification.released';
				kind: 'account';
		  }
		| {
				type:
					| 'person.verified'
					| 'person.revoked'
					| 'revocation.appealed'
					| 'revocation.decided'
					| 'clash.found'
					| 'clash.settled';
				kind: 'person';
		  }
		| { type: 'ballot.joined'; kind: 'poll' }
		| {
				type:
					| 'organisation.registered'
					| 'organisation.verified'
					| 'organisation.refused'
					| 'organisation.ended'
					| 'representative.left';
				kind: 'organisation';
		  }
		| {
				type: 'invitation.made' | 'invitation.accepted' | 'invitation.withdrawn';
				kind: 'invitation';
		  }
		| { type: `proposal.${'made' | 'approved' | 'rejected' | 'withdrawn'}`; kind: 'proposal' }
		| { type: 'authority.created' | 'authority.revised'; kind: 'authority' }
		| {
				/** Of its plan for a year: `prepared` is what nobody outside has read yet. */
				type: `plan.${'prepared' | 'published' | 'added' | 'reworded' | 'postponed' | 'dropped'}`;
				kind: 'authority';
		  }
		| {
				type: `accessibility.${'requested' | 'delayed' | 'answered'}`;
				kind: 'accessibility_request';
		  }
		| { type: 'centre.created' | 'centre.revised'; kind: 'centre' }
		| { type: 'rule_profile.revised'; kind: 'rule_profile' }
		| { type: 'contribution.erased'; kind: 'contribution' }
		| { type: 'reply.erased'; kind: 'reply' }
		| { type: 'case.passed_on'; kind: 'contribution' | 'reply' }
		| { type: 'retention.ran'; kind: 'job' }
	);

/**
 * What only says where to look anew: it leaves no entry in the audit log, for what it tells of has left its own or
 * concerns nobody else.
 */
interface NewsEvent {
	type: 'notice.added' | 'notice.read' | 'queue.changed';
	kind: 'notice' | 'queue';
	topic: string;
	/** Of the account or of the centre. */
	id: string;
	version: number;
}

/** What a centre's decision does to somebody's words. */
type ModeratedAs = 'hidden' | 'redacted' | 'restored' | 'kept';

interface Audited {
	/** The live topic that tells of it; null for what only the audit log keeps. */
	topic: string | null;
	id: string;
	version: number;
	/** As what a member of staff does it, where the account holds several roles. */
	as?: ScopedRole | null;
	/** The account that it concerns: it may read the entry. */
	about?: string | null;
	/** In the words of whoever does it. */
	reason?: string;
	/** Counts and names of settings, never personal data. */
	details?: Record<string, string | number>;
}

export type EventType = DomainEvent['type'];
/** Of what stands in the audit log. */
export type AuditedType = AuditedEvent['type'];

export const isNews = (event: DomainEvent): event is NewsEvent =>
	event.kind === 'notice' || event.kind === 'queue';

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
export const topicOfAccount = (accountId: string) => `a:${accountId}`;
/** The front page and the lists: what is open, what closes, what was answered. */
export const topicOfHome = 'home';
/** How requests for access are answered: nobody follows it, but the page with its figures hangs on it. */
export const topicOfAccessibility = 'accessibility';
