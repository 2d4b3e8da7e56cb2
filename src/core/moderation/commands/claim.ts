import { and, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { standsAside } from '../../administration/queries/ties.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfDesk } from '../../kernel/events.ts';
import { claimMinutes } from '../model.ts';
import { mayModerate } from '../policy.ts';
import { partiesOf, subjectById, type Subject, type SubjectRef } from '../queries/subject.ts';

/**
 * Takes an item of the queue for ten minutes; taking it again lengthens that. Its id is that of the
 * contribution or the reply. Refuses `not_found`, `not_allowed`, `conflict_of_interest`, `claimed_by_another`.
 */
export async function claimItem(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<{ until: number }> {
	const account = signedIn(actor);
	return store.write(account, async (writer) => {
		const { db, t, now, emit } = writer;
		const subject = await subjectFor(writer, account, id);
		await refuseIfClaimed(writer, account, subject);
		const until = now() + claimMinutes * 60_000;
		const [claimed] = await db
			.update(t.queueItems)
			.set({ claimedBy: account.id, claimedUntil: until })
			.where(itemOf(writer, subject))
			.returning({ id: t.queueItems.contributionId });
		if (!claimed) throw new Refusal('not_found');
		emit({
			type: 'queue.claimed',
			topic: topicOfDesk(subject.centreSlug),
			kind: subject.replyId === '' ? 'contribution' : 'reply',
			id,
			version: subject.version,
			as: roleIn(account, subject.hostCentreId)
		});
		return { until };
	});
}

/** The subject, for those who may decide about it. Refuses `not_found`, `not_allowed`, `conflict_of_interest`. */
export async function subjectFor(
	writer: Writer,
	account: AccountActor,
	id: string
): Promise<Subject> {
	const subject = await subjectById(writer, id);
	if (!mayModerate(account, subject)) throw new Refusal('not_allowed');
	if (await standsAside(writer, account.id, subject, partiesOf(subject)))
		throw new Refusal('conflict_of_interest');
	return subject;
}

export async function refuseIfClaimed(
	writer: Writer,
	account: AccountActor,
	ref: SubjectRef
): Promise<void> {
	const { db, t, now } = writer;
	const [item] = await db.select().from(t.queueItems).where(itemOf(writer, ref));
	const others = item?.claimedBy && item.claimedBy !== account.id;
	if (others && (item.claimedUntil ?? 0) > now()) throw new Refusal('claimed_by_another');
}

/** The item of the queue that asks for a look at these words. */
export const itemOf = ({ t }: Pick<Writer, 't'>, { contributionId, replyId }: SubjectRef) =>
	and(eq(t.queueItems.contributionId, contributionId), eq(t.queueItems.replyId, replyId));
