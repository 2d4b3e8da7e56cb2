import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { contributionTables } from '../contributions/tables.ts';
import { invitedRoles, invitedScopes, proposalOutcomes, proposedKinds, tieKinds } from './model.ts';

const languages = ['uk', 'pl', 'en'] as const;

export const administrationTables = (
	kit: Kit,
	{ accounts }: ReturnType<typeof accountTables>,
	{ contributions }: ReturnType<typeof contributionTables>
) => {
	/** By a link in a letter or a printed code; the role begins when it is taken up. */
	const invitations = kit.table(
		'invitations',
		{
			id: kit.id(),
			/** Keyed digest of the code; null once it is used, withdrawn or over. */
			digest: kit.text().unique(),
			role: kit.choice(invitedRoles).notNull(),
			scope: kit.choice(invitedScopes).notNull(),
			scopeId: kit.text().notNull(),
			/** Of the person invited, and their post where it matters. */
			name: kit.text().notNull(),
			post: kit.text().notNull(),
			/** Null: the code is printed. */
			email: kit.text(),
			language: kit.choice(languages).notNull(),
			invitedBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull(),
			expiresAt: kit.instant().notNull(),
			acceptedBy: kit.text().references(() => accounts.id),
			acceptedAt: kit.instant(),
			withdrawnAt: kit.instant()
		},
		(one) => [
			kit.index('invitations_by_scope').on(one.scopeId, one.at),
			kit.index('invitations_by_end').on(one.expiresAt),
			kit.oneOf('invitation_role', one.role, invitedRoles)
		]
	);
	/** A change that a second administrator has to approve. */
	const proposals = kit.table(
		'admin_proposals',
		{
			id: kit.id(),
			kind: kit.choice(proposedKinds).notNull(),
			/** What would be done, as its command takes it. */
			change: kit.json<Record<string, unknown>>().notNull(),
			reason: kit.text().notNull(),
			proposedBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull(),
			expiresAt: kit.instant().notNull(),
			outcome: kit.choice(proposalOutcomes),
			decidedBy: kit.text().references(() => accounts.id),
			decidedAt: kit.instant(),
			remark: kit.text()
		},
		(one) => [kit.index('admin_proposals_by_outcome').on(one.outcome, one.at)]
	);
	/** Who held what, and why it ended; roles that are held stand in `roles`. */
	const endedRoles = kit.table(
		'ended_roles',
		{
			id: kit.id(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			role: kit.choice(invitedRoles).notNull(),
			scope: kit.choice(invitedScopes).notNull(),
			scopeId: kit.text().notNull(),
			since: kit.instant().notNull(),
			grantedBy: kit.text(),
			endedAt: kit.instant().notNull(),
			/** Null: the holder's account was erased. */
			endedBy: kit.text(),
			reason: kit.text().notNull()
		},
		(one) => [
			kit.index('ended_roles_by_scope').on(one.scopeId, one.endedAt),
			kit.index('ended_roles_by_account').on(one.accountId)
		]
	);
	/** Once a year whoever decides in a centre says with whom they have ties (requirements §4.6). */
	const conflictDeclarations = kit.table(
		'conflict_declarations',
		{
			id: kit.id(),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull(),
			until: kit.instant().notNull()
		},
		(one) => [kit.index('conflict_declarations_by_account').on(one.accountId, one.at)]
	);
	const ties = kit.table(
		'ties',
		{
			declarationId: kit
				.text()
				.notNull()
				.references(() => conflictDeclarations.id),
			kind: kit.choice(tieKinds).notNull(),
			objectId: kit.text().notNull(),
			note: kit.text().notNull()
		},
		(tie) => [kit.primaryKey({ columns: [tie.declarationId, tie.kind, tie.objectId] })]
	);
	/** "I know this person": the case goes to somebody else (requirements §4.6). */
	const recusals = kit.table(
		'recusals',
		{
			contributionId: kit
				.text()
				.notNull()
				.references(() => contributions.id),
			/** The reply that is meant; '' for the contribution itself. */
			replyId: kit.text().notNull().default(''),
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull()
		},
		(one) => [kit.primaryKey({ columns: [one.contributionId, one.replyId, one.accountId] })]
	);
	return {
		invitations,
		adminProposals: proposals,
		endedRoles,
		conflictDeclarations,
		ties,
		recusals
	};
};
