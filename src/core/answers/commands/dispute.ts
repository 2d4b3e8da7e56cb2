import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { areOwn } from '../../contributions/policy.ts';
import { roleIn, type Actor, type ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation, type EventType } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { notify } from '../../notifications/commands.ts';
import { once } from '../../register/commands.ts';
import { disputeDays } from '../model.ts';
import { mayAnswer } from '../policy.ts';

interface DisputeInput {
	contributionId: string;
	text: string;
	key?: string | undefined;
}

const limits = { min: 20, max: 2000, multiline: true } as const;
const day = 86_400_000;

/**
 * "This does not answer my proposal": its author says so once, within 30 days after the report (T19). Refuses
 * `not_found`, `not_now`, `already_disputed`, `invalid_input`.
 */
export async function disputeAnswer(
	store: Store,
	actor: Actor,
	{ key, ...input }: DisputeInput
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'answer.dispute', body: input }, async () => {
			const { db, t, now } = writer;
			const { one, consultation } = await answered(writer, input.contributionId);
			if (!areOwn(account, one)) throw new Refusal('not_found');
			const { reportedAt } = consultation;
			if (reportedAt === null || now() > reportedAt + disputeDays * day)
				throw new Refusal('not_now');
			const fields = createFields();
			const text = fields.text('text', input.text, limits);
			fields.refuseIfWrong();
			const [added] = await db
				.insert(t.disputes)
				.values({ contributionId: one.id, consultationId: one.consultationId, text, at: now() })
				.onConflictDoNothing()
				.returning({ id: t.disputes.contributionId });
			if (!added) throw new Refusal('already_disputed');
			tell(writer, { one, consultation }, 'answer.disputed', null);
			return { id: one.id };
		})
	);
}

/** The authority adds to a disputed answer, once; it has no veto (T19). Refuses `not_found`, `not_allowed`, `already_decided`, `invalid_input`. */
export async function supplementAnswer(
	store: Store,
	actor: Actor,
	{ key, ...input }: DisputeInput
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'answer.supplement', body: input }, async () => {
			const { db, t, now } = writer;
			const { one, consultation } = await answered(writer, input.contributionId);
			if (!mayAnswer(account, consultation)) throw new Refusal('not_allowed');
			const [dispute] = await db
				.select()
				.from(t.disputes)
				.where(eq(t.disputes.contributionId, one.id));
			if (!dispute) throw new Refusal('not_found');
			if (dispute.supplement !== null) throw new Refusal('already_decided');
			const fields = createFields();
			const supplement = fields.text('text', input.text, limits);
			fields.refuseIfWrong();
			await db
				.update(t.disputes)
				.set({ supplement, supplementedAt: now() })
				.where(eq(t.disputes.contributionId, one.id));
			if (one.accountId !== null)
				await notify(writer, [one.accountId], {
					kind: 'answer_supplemented',
					consultationId: consultation.id,
					contributionId: one.id,
					objectId: one.id
				});
			const as = roleIn(account, consultation.authorityId);
			tell(writer, { one, consultation }, 'answer.supplemented', as);
			return { id: one.id };
		})
	);
}

type Answered = Awaited<ReturnType<typeof answered>>;

async function answered({ db, t }: Writer, contributionId: string) {
	const [row] = await db
		.select({ one: t.contributions, consultation: t.consultations })
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.contributions.id, contributionId));
	if (!row?.one.answered) throw new Refusal('not_found');
	return row;
}

function tell(
	{ emit }: Writer,
	{ one, consultation }: Answered,
	type: Extract<EventType, 'answer.disputed' | 'answer.supplemented'>,
	as: ScopedRole | null
): void {
	emit({
		type,
		topic: topicOfConsultation(consultation.number!),
		kind: 'contribution',
		id: one.id,
		version: one.version,
		as
	});
}
