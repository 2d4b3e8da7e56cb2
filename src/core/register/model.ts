import type { AuditedType } from '../kernel/events.ts';

/** By what somebody looks for entries in the log. */
export const actGroups = ['moderation', 'consultations', 'people', 'network'] as const;
export type ActGroup = (typeof actGroups)[number];

interface Act {
	group: ActGroup;
	/** Stands in the extract that everybody may read. */
	isPublic: boolean;
	/** Its reason is published where it happens, so that it may stand in the extract as well. */
	hasPublicReason?: true;
}

const act = (group: ActGroup): Act => ({ group, isPublic: false });
const publicAct = (group: ActGroup): Act => ({ group, isPublic: true });
const explained = (group: ActGroup): Act => ({ ...publicAct(group), hasPublicReason: true });

/**
 * Where each thing that may happen stands in the log. The extract holds what staff do to words, consultations and
 * offices; what they do for one resident is that resident's own business.
 */
export const acts: Readonly<Record<AuditedType, Act>> = {
	'contribution.hidden': publicAct('moderation'),
	'contribution.redacted': publicAct('moderation'),
	'contribution.restored': publicAct('moderation'),
	'contribution.kept': publicAct('moderation'),
	'reply.hidden': publicAct('moderation'),
	'reply.redacted': publicAct('moderation'),
	'reply.restored': publicAct('moderation'),
	'reply.kept': publicAct('moderation'),
	'case.passed_on': publicAct('moderation'),
	'queue.claimed': act('moderation'),
	'contribution.flagged': act('moderation'),
	'appeal.made': act('moderation'),

	'consultation.announced': publicAct('consultations'),
	'consultation.extended': explained('consultations'),
	'consultation.suspended': explained('consultations'),
	'consultation.resumed': explained('consultations'),
	'consultation.cancelled': explained('consultations'),
	'consultation.delay_explained': explained('consultations'),
	'report.published': publicAct('consultations'),
	'report.corrected': publicAct('consultations'),
	'decision.recorded': publicAct('consultations'),
	'contribution.answered': publicAct('consultations'),
	'answer.supplemented': publicAct('consultations'),
	'plan.published': publicAct('consultations'),
	'plan.added': publicAct('consultations'),
	'plan.reworded': publicAct('consultations'),
	'plan.postponed': explained('consultations'),
	'plan.dropped': explained('consultations'),
	'plan.prepared': act('consultations'),
	'consultation.drafted': act('consultations'),
	'consultation.revised': act('consultations'),
	'report.revised': act('consultations'),
	'contribution.published': act('consultations'),
	'contribution.corrected': act('consultations'),
	'contribution.withdrawn': act('consultations'),
	'contribution.supported': act('consultations'),
	'contribution.erased': act('consultations'),
	'reply.erased': act('consultations'),
	'answer.disputed': act('consultations'),
	'reply.published': act('consultations'),
	'ballot.cast': act('consultations'),
	'ballot.withdrawn': act('consultations'),
	'ballot.joined': act('consultations'),

	'role.granted': publicAct('people'),
	'role.ended': publicAct('people'),
	'account.suspended': publicAct('people'),
	'account.resumed': publicAct('people'),
	'contact.read': publicAct('people'),
	'conflicts.declared': publicAct('people'),
	'organisation.verified': publicAct('people'),
	'organisation.refused': act('people'),
	'organisation.ended': publicAct('people'),
	'organisation.registered': act('people'),
	'representative.left': act('people'),
	'account.registered': act('people'),
	'account.changed': act('people'),
	'account.erased': act('people'),
	'session.started': act('people'),
	'session.ended': act('people'),
	'password.changed': act('people'),
	'email.changed': act('people'),
	'second_factor.changed': act('people'),
	'passkey.added': act('people'),
	'passkey.removed': act('people'),
	'card.issued': act('people'),
	'data.exported': act('people'),
	'consent.given': act('people'),
	'consent.withdrawn': act('people'),
	'follow.started': act('people'),
	'follow.ended': act('people'),
	'verification.released': act('people'),
	'person.verified': act('people'),
	'person.revoked': act('people'),
	'revocation.appealed': act('people'),
	'revocation.decided': act('people'),
	'clash.found': act('people'),
	'clash.settled': act('people'),
	'invitation.made': act('people'),
	'invitation.accepted': act('people'),
	'invitation.withdrawn': act('people'),

	'authority.created': publicAct('network'),
	'authority.revised': publicAct('network'),
	'centre.created': publicAct('network'),
	'centre.revised': publicAct('network'),
	'rule_profile.revised': publicAct('network'),
	'proposal.made': publicAct('network'),
	'proposal.approved': publicAct('network'),
	'proposal.rejected': publicAct('network'),
	'proposal.withdrawn': publicAct('network'),
	'accessibility.requested': act('network'),
	'accessibility.delayed': act('network'),
	'accessibility.answered': act('network'),
	'retention.ran': publicAct('network')
};

/** The types of a group; of all groups where none is given. */
export function typesOf(group: ActGroup | undefined, { publicOnly = false } = {}): AuditedType[] {
	return (Object.keys(acts) as AuditedType[]).filter((type) => {
		const { group: its, isPublic } = acts[type];
		return (group === undefined || its === group) && (isPublic || !publicOnly);
	});
}

/** Why somebody looks at the contact of another: read by that other. */
export const contactReasonLimits = { min: 10, max: 500 } as const;
