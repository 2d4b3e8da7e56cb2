import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { may } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { proposalOutcomes, reasonLimits, type ProposalOutcome } from '../model.ts';
import { actingAs, refuseUnlessRecent } from '../policy.ts';
import { proposalRow, type ProposalRow } from '../queries/proposals.ts';
import { carryOut } from './carry-out.ts';
import { stillAdministrator } from './roles.ts';

export interface DecideProposal {
	id: string;
	/** `approved`, `rejected`, or `withdrawn` by whoever proposed it. */
	outcome: string;
	/** Why it is rejected. */
	remark: string;
	key?: string | undefined;
}

/** What was decided; with the code where an invitation was approved, told once. */
export interface Decided {
	outcome: ProposalOutcome;
	invitation: { id: string; code: string } | null;
}

/**
 * Another administrator than the one who proposed approves or rejects; whoever proposed withdraws. What is approved
 * is checked again and carried out in the same transaction. Refuses `not_found`, `already_settled`,
 * `second_administrator_needed`, `second_factor_needed`, `invalid_input`, and what the change itself refuses.
 */
export async function decideProposal(
	store: Store,
	actor: Actor,
	{ key, ...input }: DecideProposal
): Promise<Decided> {
	const account = signedIn(actor);
	refuseUnlessRecent(account, store.now());
	let invitation: Decided['invitation'] = null;
	const { outcome } = await store.write(account, (writer) =>
		once(writer, account, { key, action: 'proposal.decide', body: input }, async () => {
			await stillAdministrator(writer, account.id);
			const row = await proposalRow(writer, input.id);
			if (row.outcome !== null || row.expiresAt <= writer.now())
				throw new Refusal('already_settled');
			const { outcome, remark } = checked(input);
			refuseUnlessOther(account, row, outcome);
			await settle(writer, account, row, { outcome, remark });
			if (outcome === 'approved') {
				const done = await carryOut(writer, { ...row, approvedBy: account.id });
				invitation = done && { id: done.invitationId, code: done.code };
			}
			return { outcome };
		})
	);
	return { outcome, invitation };
}

function checked(input: DecideProposal): { outcome: ProposalOutcome; remark: string } {
	const fields = createFields();
	const outcome = fields.oneOf('outcome', input.outcome, proposalOutcomes);
	const remark =
		outcome === 'rejected'
			? fields.text('remark', input.remark, { ...reasonLimits, multiline: true })
			: '';
	fields.refuseIfWrong();
	return { outcome, remark };
}

function refuseUnlessOther(
	account: AccountActor,
	{ proposedBy }: ProposalRow,
	outcome: ProposalOutcome
): void {
	if (outcome === 'withdrawn') {
		if (proposedBy !== account.id) throw new Refusal('not_allowed');
	} else if (!may('proposal.decide', account, { earlierId: proposedBy }))
		throw new Refusal('second_administrator_needed');
}

async function settle(
	{ db, t, now, emit }: Writer,
	account: AccountActor,
	{ id, change, reason }: ProposalRow,
	{ outcome, remark }: { outcome: ProposalOutcome; remark: string }
): Promise<void> {
	await db
		.update(t.adminProposals)
		.set({ outcome, decidedBy: account.id, decidedAt: now(), remark: remark || null })
		.where(eq(t.adminProposals.id, id));
	const held = change.kind === 'revise_profile' ? { profile: change.profileId } : roleOf(change);
	emit({
		type: `proposal.${outcome}`,
		topic: null,
		kind: 'proposal',
		id,
		version: 2,
		as: actingAs('proposal.make', account),
		about: change.kind === 'end_role' ? change.accountId : null,
		reason: outcome === 'rejected' ? remark : reason,
		details: { kind: change.kind, ...held }
	});
}

const roleOf = ({ role, scopeId }: { role: string; scopeId: string }) => ({ role, scope: scopeId });
