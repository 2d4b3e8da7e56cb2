import { and, eq, gt, isNotNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { latestProfile } from '../../consultations/queries/profiles.ts';
import { roleNames, type AccountActor, type Actor, type Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { once } from '../../register/commands.ts';
import { scopeOfRole, waitingDays, type ProposedChange } from '../model.ts';
import { actingAs, refuseUnlessRecent } from '../policy.ts';
import { carryOut, refuseImpossible } from './carry-out.ts';
import { checkPerson, checkReason, type TypedInvitation } from './checks.ts';
import { checkNumbers } from './profile-numbers.ts';
import { stillAdministrator } from './roles.ts';

const day = 86_400_000;

/** What an administrator proposes, as it comes from a form. */
export type TypedChange =
	| ({ kind: 'invite'; role: string; scopeId: string } & TypedInvitation)
	| { kind: 'end_role'; accountId: string; role: string; scopeId: string }
	| { kind: 'revise_profile'; profileId: string; version: number; numbers: Record<string, string> };

export interface Propose {
	change: TypedChange;
	reason: string;
	key?: string | undefined;
}

/** An invitation is there at once only where the one administrator invites the second. */
export interface Proposed {
	id: string;
	invitation: { id: string; code: string } | null;
}

/**
 * Proposes what needs a second administrator (RELIABILITY §3.3). A network with a single one lets that one do one
 * thing alone: invite the second. Refuses `invalid_input`, `not_found`, `role_held`, `conflict_of_roles`,
 * `version_conflict`, `second_factor_needed`; `second_administrator_needed` where nobody could approve.
 */
export async function proposeChange(
	store: Store,
	actor: Actor,
	{ key, ...input }: Propose
): Promise<Proposed> {
	const account = signedIn(actor);
	refuseUnlessRecent(account, store.now());
	let invitation: Proposed['invitation'] = null;
	const { id } = await store.write(account, (writer) =>
		once(writer, account, { key, action: 'proposal.make', body: input }, async () => {
			await stillAdministrator(writer, account.id);
			const fields = createFields();
			const change = await checkedChange(writer, fields, input.change);
			const reason = checkReason(fields, input.reason);
			fields.refuseIfWrong();
			await refuseImpossible(writer, change);
			const alone = await isAlone(writer);
			if (alone) await refuseUnlessSecond(writer, change);
			const id = await keepProposal(writer, account, { change, reason, alone });
			if (alone) {
				const both = { proposedBy: account.id, approvedBy: account.id };
				const done = await carryOut(writer, { change, reason, ...both });
				invitation = done && { id: done.invitationId, code: done.code };
			}
			return { id };
		})
	);
	return { id, invitation };
}

async function keepProposal(
	{ db, t, now, emit }: Writer,
	account: AccountActor,
	{ change, reason, alone }: { change: ProposedChange; reason: string; alone: boolean }
): Promise<string> {
	const id = newId(now());
	await db.insert(t.adminProposals).values({
		id,
		kind: change.kind,
		change: { ...change },
		reason,
		proposedBy: account.id,
		at: now(),
		expiresAt: now() + waitingDays * day,
		...(alone && { outcome: 'approved', decidedBy: account.id, decidedAt: now() })
	});
	emit({
		type: 'proposal.made',
		topic: null,
		kind: 'proposal',
		id,
		version: 1,
		as: actingAs('proposal.make', account),
		about: change.kind === 'end_role' ? change.accountId : null,
		reason,
		details: { kind: change.kind, ...(alone && { alone: 1 }) }
	});
	return id;
}

/** Counted with those who are suspended: whoever suspends the other is not alone by that. */
async function isAlone({ db, t }: Writer): Promise<boolean> {
	return (await db.$count(t.roles, eq(t.roles.role, 'admin'))) === 1;
}

/** Alone one may invite an administrator, and only one. */
async function refuseUnlessSecond({ db, t, now }: Writer, change: ProposedChange): Promise<void> {
	const one = t.invitations;
	const waiting = await db.$count(
		one,
		and(eq(one.role, 'admin'), isNotNull(one.digest), gt(one.expiresAt, now()))
	);
	if (change.kind !== 'invite' || change.role !== 'admin' || waiting > 0)
		throw new Refusal('second_administrator_needed');
}

async function checkedChange(
	writer: Writer,
	fields: Fields,
	typed: TypedChange
): Promise<ProposedChange> {
	switch (typed.kind) {
		case 'invite': {
			const role = fields.oneOf('role', typed.role, roleNames);
			const scope = scopeOfRole[role] as 'authority' | 'centre' | 'network';
			const scopeId = scope === 'network' ? '' : typed.scopeId;
			if (scope !== 'network' && scopeId === '') fields.wrong('scopeId', 'required');
			return { kind: 'invite', role, scope, scopeId, ...checkPerson(fields, typed) };
		}
		case 'end_role': {
			const { accountId, scopeId } = typed;
			return { kind: 'end_role', accountId, role: typed.role as Role, scopeId };
		}
		case 'revise_profile': {
			const latest = await latestProfile(writer, typed.profileId);
			const { numbers, before } = checkNumbers(fields, latest, typed.numbers);
			const { profileId, version } = typed;
			return { kind: 'revise_profile', profileId, version, numbers, before };
		}
	}
}
