import { eq, sql } from 'drizzle-orm';
import { query, statement, type Store, type Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf } from '../../consultations/model.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { once } from '../../register/commands.ts';
import { maySupport } from '../policy.ts';

interface Support {
	contributionId: string;
	key?: string | undefined;
}

/**
 * "I agree", once for each account, while the consultation is open; again changes nothing. Refuses
 * `not_signed_in`, `not_found`, `not_eligible` (also for one's own words), `consultation_not_open`.
 */
export function supportContribution(
	store: Store,
	actor: Actor,
	input: Support
): Promise<{ support: number }> {
	const { contributionId } = input;
	return mark(store, actor, { ...input, agrees: true }, async (writer, { id: accountId }) => {
		const added = await writer.run(addMark, { contributionId, accountId });
		return added.length > 0 ? 1 : 0;
	});
}

/** Takes the mark back. Refuses as `supportContribution` does. */
export function withdrawSupport(
	store: Store,
	actor: Actor,
	input: Support
): Promise<{ support: number }> {
	const { contributionId } = input;
	return mark(store, actor, { ...input, agrees: false }, async (writer, { id: accountId }) => {
		const removed = await writer.run(removeMark, { contributionId, accountId });
		return removed.length > 0 ? -1 : 0;
	});
}

function mark(
	store: Store,
	actor: Actor,
	{ key, ...body }: Support & { agrees: boolean },
	change: (writer: Writer, account: AccountActor) => Promise<-1 | 0 | 1>
): Promise<{ support: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.support', body }, async () => {
			const { contributionId } = body;
			const one = await markable(writer, account, contributionId);
			const by = await change(writer, account);
			if (by === 0) return { support: one.supports };
			const [counted] = await writer.run(countMarks, { contributionId, by });
			writer.emit({
				type: 'contribution.supported',
				topic: topicOfConsultation(one.number!),
				kind: 'contribution',
				id: contributionId,
				version: one.version
			});
			return counted!;
		})
	);
}

async function markable(writer: Writer, account: AccountActor, contributionId: string) {
	const [one] = await writer.run(subject, { contributionId });
	if (!one || one.visibility === 'hidden' || one.visibility === 'withdrawn')
		throw new Refusal('not_found');
	if (!maySupport(account, one)) throw new Refusal('not_eligible');
	if (phaseOf(one, writer.now()) !== 'open') throw new Refusal('consultation_not_open');
	return one;
}

const value = sql.placeholder;

const subject = query<{ contributionId: string }>()('support_subject', (db, t) =>
	db
		.select({
			accountId: t.contributions.accountId,
			visibility: t.contributions.visibility,
			supports: t.contributions.supports,
			version: t.contributions.version,
			number: t.consultations.number,
			status: t.consultations.status,
			opensAt: t.consultations.opensAt,
			closesAt: t.consultations.closesAt,
			reportDueAt: t.consultations.reportDueAt,
			reportedAt: t.consultations.reportedAt,
			decidedAt: t.consultations.decidedAt
		})
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.contributions.id, value('contributionId')))
);

const addMark = statement<{ contributionId: string; accountId: string }>()('add_support', (db, t) =>
	db
		.insert(t.supports)
		.values({ contributionId: value('contributionId'), accountId: value('accountId') })
		.onConflictDoNothing()
		.returning({ accountId: t.supports.accountId })
);

const removeMark = statement<{ contributionId: string; accountId: string }>()(
	'remove_support',
	(db, t) =>
		db
			.delete(t.supports)
			.where(
				sql`${t.supports.contributionId} = ${value('contributionId')} and ${t.supports.accountId} = ${value('accountId')}`
			)
			.returning({ accountId: t.supports.accountId })
);

const countMarks = statement<{ contributionId: string; by: number }>()('count_supports', (db, t) =>
	db
		.update(t.contributions)
		.set({ supports: sql`${t.contributions.supports} + ${value('by')}` })
		.where(sql`${t.contributions.id} = ${value('contributionId')}`)
		.returning({ support: t.contributions.supports })
);
