import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfDesk } from '../../kernel/events.ts';
import { claimMinutes } from '../model.ts';
import { mayModerate } from '../policy.ts';
import { contributionToModerate, type Subject } from '../queries/subject.ts';

/**
 * Takes an item of the queue for ten minutes; taking it again lengthens that. Refuses `not_found`,
 * `not_allowed`, `claimed_by_another`.
 */
export async function claimItem(
	store: Store,
	actor: Actor,
	{ contributionId }: { contributionId: string }
): Promise<{ until: number }> {
	const account = signedIn(actor);
	return store.write(account, async (writer) => {
		const { db, t, now, emit } = writer;
		const subject = await subjectFor(writer, account, contributionId);
		await refuseIfClaimed(writer, account, contributionId);
		const until = now() + claimMinutes * 60_000;
		const [claimed] = await db
			.update(t.queueItems)
			.set({ claimedBy: account.id, claimedUntil: until })
			.where(eq(t.queueItems.contributionId, contributionId))
			.returning({ id: t.queueItems.contributionId });
		if (!claimed) throw new Refusal('not_found');
		emit({
			type: 'queue.claimed',
			topic: topicOfDesk(subject.centreSlug),
			kind: 'contribution',
			id: contributionId,
			version: subject.version
		});
		return { until };
	});
}

/** The subject, for those who may decide about it; `not_found` for all others: its words may be sealed. */
export async function subjectFor(
	writer: Writer,
	account: AccountActor,
	contributionId: string
): Promise<Subject> {
	const subject = await contributionToModerate(writer, contributionId);
	if (!mayModerate(account, subject)) throw new Refusal('not_allowed');
	return subject;
}

export async function refuseIfClaimed(
	{ db, t, now }: Writer,
	account: AccountActor,
	contributionId: string
): Promise<void> {
	const [item] = await db
		.select()
		.from(t.queueItems)
		.where(eq(t.queueItems.contributionId, contributionId));
	const others = item?.claimedBy && item.claimedBy !== account.id;
	if (others && (item.claimedUntil ?? 0) > now()) throw new Refusal('claimed_by_another');
}
