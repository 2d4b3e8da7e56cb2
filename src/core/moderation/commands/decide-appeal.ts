import { and, eq, isNull, lte, notInArray } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { roleIn, type Actor, type ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { notify } from '../../notifications/commands.ts';
import { once } from '../../register/commands.ts';
import {
	appealOutcomes,
	groundCodes,
	reasonLimits,
	sealedGrounds,
	type AppealOutcome,
	type Ground
} from '../model.ts';
import { mayDecideAppeal } from '../policy.ts';
import { appealById, refuseIfAside } from '../queries/appeals.ts';
import { countTime } from './count-time.ts';
import { stillHolds } from './holding.ts';
import { tellDesk } from './tell-desk.ts';
import { changeWords, restoration } from './words.ts';

export interface DecideAppeal {
	id: string;
	outcome: string;
	/** Read by the author. */
	reason: string;
	/** The ground that holds instead, for `changed`. */
	ground?: string | undefined;
	key?: string | undefined;
}

/**
 * A coordinator of another raion upholds the decision, changes its ground, or restores the words, with reasons.
 * Refuses `not_found`, `not_allowed`, `conflict_of_interest`, `already_decided`, `invalid_input`.
 */
export async function decideAppeal(
	store: Store,
	actor: Actor,
	{ key, ...input }: DecideAppeal
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'appeal.decide', body: input }, async () => {
			const found = await appealById(writer, input.id);
			if (!mayDecideAppeal(account, found)) throw new Refusal('not_allowed');
			await refuseIfAside(writer, account.id, found);
			if (found.appeal.outcome !== null) throw new Refusal('already_decided');
			const fields = createFields();
			const outcome = fields.oneOf('outcome', input.outcome, appealOutcomes);
			const reason = fields.text('reason', input.reason, { ...reasonLimits, multiline: true });
			const ground =
				outcome === 'changed' ? fields.oneOf('ground', input.ground ?? '', groundCodes) : null;
			fields.refuseIfWrong();
			const as = roleIn(account, found.appeal.centreId);
			await settle(writer, found, { outcome, reason, ground, decidedBy: account.id }, as);
			return { id: input.id };
		})
	);
}

/** Silence restores: appeals whose term is over, but for those on M1 and M2 (requirements §4.5). */
export async function restoreOverdue(store: Store, actor: Actor): Promise<{ restored: number }> {
	return store.write(actor, restoreOverdueIn, { quiet: true });
}

async function restoreOverdueIn(writer: Writer): Promise<{ restored: number }> {
	const { db, t, now } = writer;
	const overdue = await db
		.select({ id: t.appeals.id })
		.from(t.appeals)
		.innerJoin(t.moderationDecisions, eq(t.moderationDecisions.id, t.appeals.decisionId))
		.where(
			and(
				isNull(t.appeals.outcome),
				lte(t.appeals.dueAt, now()),
				notInArray(t.moderationDecisions.ground, [...sealedGrounds])
			)
		);
	for (const { id } of overdue)
		await settle(
			writer,
			await appealById(writer, id),
			{
				outcome: 'restored',
				reason: null,
				ground: null,
				decidedBy: null
			},
			null
		);
	return { restored: overdue.length };
}

interface Settlement {
	outcome: AppealOutcome;
	/** Null where silence decided. */
	reason: string | null;
	ground: Ground | null;
	decidedBy: string | null;
}

async function settle(
	writer: Writer,
	{ appeal, decision, subject }: Awaited<ReturnType<typeof appealById>>,
	settlement: Settlement,
	as: ScopedRole | null
): Promise<void> {
	const { db, t, now } = writer;
	await db
		.update(t.appeals)
		.set({ ...settlement, decidedAt: now() })
		.where(eq(t.appeals.id, appeal.id));
	const { centreId, at: since, dueAt } = appeal;
	await countTime(writer, { kind: 'appeal', centreId, since, dueAt });
	await tellDesk(writer, centreId);
	if (subject.accountId !== null)
		await notify(writer, [subject.accountId], {
			kind: 'appeal_decided',
			consultationId: subject.consultationId,
			contributionId: subject.contributionId,
			objectId: decision.id
		});
	const touched = subject.visibility === 'hidden' || subject.visibility === 'redacted';
	// Nothing undoes what was decided later, nor brings back what its author withdrew.
	if (settlement.outcome === 'restored' && touched && (await stillHolds(writer, decision)))
		await changeWords(writer, subject, 'restored', restoration(subject), as);
	else await changeWords(writer, subject, 'none', {}, as);
}
