import type { DomainEvent, EventType, RecordedEvent } from '../kernel/events.ts';

/** On which public pages somebody sees a difference. */
type Reach =
	/** Those of the topics in which it stands. */
	| 'topics'
	/** Those, and the front page and the lists with them. */
	| 'lists'
	/** Any of them: what many pages name. */
	| 'everything'
	/** On none. */
	| 'nobody';

/**
 * For each thing that may happen, which pages it makes stale. A page that is kept in memory stands and falls with
 * this table, so what is not sure reaches everything.
 */
const reaches: Readonly<Record<EventType, Reach>> = {
	'consultation.announced': 'lists',
	'consultation.extended': 'lists',
	'consultation.suspended': 'lists',
	'consultation.resumed': 'lists',
	'consultation.cancelled': 'lists',
	'consultation.delay_explained': 'lists',
	'report.published': 'lists',
	'report.corrected': 'lists',
	'decision.recorded': 'lists',
	'contribution.published': 'lists',
	'contribution.corrected': 'topics',
	'contribution.withdrawn': 'topics',
	'contribution.supported': 'topics',
	'contribution.answered': 'topics',
	'contribution.hidden': 'topics',
	'contribution.redacted': 'topics',
	'contribution.restored': 'topics',
	'contribution.kept': 'topics',
	'contribution.erased': 'topics',
	'answer.disputed': 'topics',
	'answer.supplemented': 'topics',
	'reply.published': 'topics',
	'reply.hidden': 'topics',
	'reply.redacted': 'topics',
	'reply.restored': 'topics',
	'reply.kept': 'topics',
	'reply.erased': 'topics',
	'ballot.cast': 'topics',
	'ballot.withdrawn': 'topics',
	'ballot.joined': 'topics',
	'accessibility.requested': 'topics',
	'accessibility.delayed': 'topics',
	'accessibility.answered': 'topics',

	'appeal.made': 'everything',
	'role.granted': 'everything',
	'role.ended': 'everything',
	'account.changed': 'everything',
	'account.suspended': 'everything',
	'account.resumed': 'everything',
	'account.erased': 'everything',
	'person.revoked': 'everything',
	'revocation.decided': 'everything',
	'organisation.registered': 'everything',
	'organisation.verified': 'everything',
	'organisation.refused': 'everything',
	'organisation.ended': 'everything',
	'invitation.accepted': 'everything',
	'representative.left': 'everything',
	'proposal.approved': 'everything',
	'authority.created': 'everything',
	'authority.revised': 'everything',
	'plan.published': 'everything',
	'plan.added': 'everything',
	'plan.reworded': 'everything',
	'plan.postponed': 'everything',
	'plan.dropped': 'everything',
	'centre.created': 'everything',
	'centre.revised': 'everything',
	'rule_profile.revised': 'everything',
	'retention.ran': 'everything',

	'consultation.drafted': 'nobody',
	'consultation.revised': 'nobody',
	'plan.prepared': 'nobody',
	'report.revised': 'nobody',
	'contribution.flagged': 'nobody',
	'queue.claimed': 'nobody',
	'queue.changed': 'nobody',
	'case.passed_on': 'nobody',
	'notice.added': 'nobody',
	'notice.read': 'nobody',
	'account.registered': 'nobody',
	'session.started': 'nobody',
	'session.ended': 'nobody',
	'password.changed': 'nobody',
	'email.changed': 'nobody',
	'second_factor.changed': 'nobody',
	'passkey.added': 'nobody',
	'passkey.removed': 'nobody',
	'card.issued': 'nobody',
	'contact.read': 'nobody',
	'data.exported': 'nobody',
	'consent.given': 'nobody',
	'consent.withdrawn': 'nobody',
	'follow.started': 'nobody',
	'follow.ended': 'nobody',
	'conflicts.declared': 'nobody',
	'verification.released': 'nobody',
	'person.verified': 'nobody',
	'revocation.appealed': 'nobody',
	'clash.found': 'nobody',
	'clash.settled': 'nobody',
	'invitation.made': 'nobody',
	'invitation.withdrawn': 'nobody',
	'proposal.made': 'nobody',
	'proposal.rejected': 'nobody',
	'proposal.withdrawn': 'nobody'
};

/** All that may happen, and to what: the live messages are described by them. */
export const eventTypes = Object.keys(reaches) as EventType[];
const kinds: Readonly<Record<RecordedEvent['ref'][0], true>> = {
	consultation: true,
	contribution: true,
	reply: true,
	poll: true,
	account: true,
	person: true,
	organisation: true,
	invitation: true,
	proposal: true,
	authority: true,
	centre: true,
	rule_profile: true,
	accessibility_request: true,
	job: true,
	notice: true,
	queue: true
};
export const objectKinds = Object.keys(kinds) as RecordedEvent['ref'][0][];

/** Whether it also stands in the topic of the front page. */
export const changesLists = (type: EventType): boolean => reaches[type] === 'lists';

/** The topics whose pages are stale after an event: its own, none, or all there are. */
export function staleAfter({ type, topic }: DomainEvent): 'all' | 'lists' | 'topic' | 'none' {
	switch (reaches[type]) {
		case 'everything':
			return 'all';
		case 'nobody':
			return 'none';
		case 'lists':
			return 'lists';
		case 'topics':
			return topic === null ? 'none' : 'topic';
	}
}

/** What a whole page stands and falls with. */
export interface Keep {
	/** Whatever makes one of these stale makes the page stale; what reaches everything needs no name here. */
	topics: readonly string[];
	/** The first instant at which it may read otherwise though nothing happened. */
	until: number;
}

/** In this header of their answers pages tell it the server; it goes no further. */
export const keepHeader = 'viche-keep';
