import { roleNames, type Role, type ScopedRole } from '../kernel/actor.ts';
import type { Lang } from '../kernel/text.ts';

/** What one can be invited to: an office of the network, or to speak for an organisation. */
export const invitedRoles = [...roleNames, 'representative'] as const;
export type InvitedRole = (typeof invitedRoles)[number];
export const invitedScopes = ['authority', 'centre', 'network', 'organisation'] as const;
export type InvitedScope = (typeof invitedScopes)[number];

/** What one administrator proposes and another one approves (RELIABILITY §3.3, two persons). */
export const proposedKinds = ['invite', 'end_role', 'revise_profile'] as const;
export const proposalOutcomes = ['approved', 'rejected', 'withdrawn'] as const;
export type ProposalOutcome = (typeof proposalOutcomes)[number];

/** With what somebody who decides in a centre has ties. */
export const tieKinds = ['authority', 'centre', 'organisation'] as const;
export type TieKind = (typeof tieKinds)[number];

/** Where each role holds. */
export const scopeOfRole: Readonly<Record<InvitedRole, InvitedScope>> = {
	official: 'authority',
	consultant: 'centre',
	coordinator: 'centre',
	admin: 'network',
	representative: 'organisation'
};

/** How long an invitation, and a proposal, waits for an answer. */
export const waitingDays = 14;

/** The form in which an invitation reaches somebody: e-mail, or a code on paper. */
export const postLimits = { max: 120 } as const;
/** Why a role ends, an account is suspended, a change is proposed. */
export const reasonLimits = { min: 10, max: 1000 } as const;

/** The numbers of a rule profile from which terms are counted, with the least and the most that make sense. */
export const profileNumbers = {
	minOpenDays: { min: 1, max: 365, optional: true },
	hardMinOpenDays: { min: 1, max: 365, optional: true },
	maxOpenDays: { min: 1, max: 730, optional: true },
	recommendedOpenDays: { min: 1, max: 365, optional: false },
	noticeDays: { min: 0, max: 60, optional: false },
	reportDays: { min: 1, max: 365, optional: false },
	lateIntakeWorkingDays: { min: 0, max: 30, optional: false }
} as const;
export type ProfileNumber = keyof typeof profileNumbers;
export const profileNumberNames = Object.keys(profileNumbers) as ProfileNumber[];
export type ProfileNumbers = Record<ProfileNumber, number | null>;

/** What a proposal would do, as its command takes it. */
export type ProposedChange =
	| {
			kind: 'invite';
			role: Role;
			scope: ScopedRole['scope'];
			scopeId: string;
			name: string;
			post: string;
			email: string | null;
			language: Lang;
	  }
	| { kind: 'end_role'; accountId: string; role: Role; scopeId: string }
	| {
			kind: 'revise_profile';
			profileId: string;
			/** The version that was looked at. */
			version: number;
			numbers: ProfileNumbers;
			before: ProfileNumbers;
	  };

/** How long a declaration of conflicts holds. */
export const declaredForMonths = 12;
export const tieNoteLimits = { max: 500 } as const;
