import { eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { once } from '../../register/commands.ts';
import { checkedQuarter } from '../checks.ts';
import { compareQuarters, planReasonLimits } from '../model.ts';
import { changeable, keepChange, tell, type OnPlanned } from './planned.ts';

/**
 * Puts it off to a later quarter; the one before stays visible, with the reason. Refuses `not_found`, `not_allowed`,
 * `version_conflict`, `invalid_input`, and `not_now` as long as nobody has read it: then it is only revised.
 */
export async function postponePlanned(
	store: Store,
	actor: Actor,
	{ key, ...input }: OnPlanned & { quarter: string; reason: string }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'plan.write', body: input }, async () => {
			const { row, authority } = await changeable(writer, account, input);
			if (row.publishedAt === null) throw new Refusal('not_now');
			const fields = createFields();
			const to = checkedQuarter(fields, input.quarter, authority, writer.now());
			if (to && compareQuarters(to, row) <= 0) fields.wrong('quarter', 'not_later');
			const reason = fields.text('reason', input.reason, { ...planReasonLimits, multiline: true });
			fields.refuseIfWrong();
			const { db, t } = writer;
			await keepChange(writer, row, 'postponed', reason);
			await db
				.update(t.plannedConsultations)
				.set({ ...to!, version: row.version + 1 })
				.where(eq(t.plannedConsultations.id, row.id));
			tell(writer, account, authority.id, 'plan.postponed', { quarter: to!, reason });
			return null;
		})
	);
}

/**
 * Gives it up. What everybody has read stays in the plan with the reason; what nobody has is gone without one. Refuses
 * as `postponePlanned`.
 */
export async function dropPlanned(
	store: Store,
	actor: Actor,
	{ key, ...input }: OnPlanned & { reason: string }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'plan.write', body: input }, async () => {
			const { row, authority } = await changeable(writer, account, input);
			const { db, t, now } = writer;
			const { id } = t.plannedConsultations;
			if (row.publishedAt === null) {
				await db.delete(t.plannedConsultations).where(eq(id, row.id));
				tell(writer, account, authority.id, 'plan.prepared', { quarter: row });
				return null;
			}
			const fields = createFields();
			const reason = fields.text('reason', input.reason, { ...planReasonLimits, multiline: true });
			fields.refuseIfWrong();
			await keepChange(writer, row, 'dropped', reason);
			await db
				.update(t.plannedConsultations)
				.set({ droppedAt: now(), consultationId: null, version: row.version + 1 })
				.where(eq(id, row.id));
			tell(writer, account, authority.id, 'plan.dropped', { quarter: row, reason });
			return null;
		})
	);
}
