import { eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { contributionsByIds } from '../contributions/queries/list.ts';
import { repliesByIds } from '../contributions/queries/thread.ts';
import { contributionJson, replyJson } from '../contributions/schemas.ts';
import type { Actor } from '../kernel/actor.ts';
import { topicOfAccount, type RecordedEvent } from '../kernel/events.ts';
import { may } from '../permissions/policy.ts';
import type { Participants } from '../polls/model.ts';
import { eventsSince, topicHead } from '../register/queries.ts';

/** An event as it is sent, with what everybody may see of its object now; null when there is nothing to see. */
export interface LiveEvent {
	o: number;
	type: RecordedEvent['type'];
	ref: RecordedEvent['ref'];
	data:
		| ReturnType<typeof contributionJson>
		| ReturnType<typeof replyJson>
		| { participants: Participants }
		| null;
}

/** The name under which the log keeps what somebody calls by a topic's name: one's own matters are `a:me`. */
export function logTopicOf(actor: Actor, topic: string): string {
	return topic === 'a:me' && actor.kind === 'account' ? topicOfAccount(actor.id) : topic;
}

/** Where a topic stands; null when there is no such topic for the actor, who does not learn whether for others. */
export function liveHead(
	store: Store,
	actor: Actor,
	{ topic }: { topic: string }
): Promise<{ e: string; o: number; min: number } | null> {
	return store.read(async (reader) =>
		(await mayFollow(reader, actor, topic)) ? topicHead(reader, logTopicOf(actor, topic)) : null
	);
}

async function mayFollow({ db, t }: Reader, actor: Actor, topic: string): Promise<boolean> {
	if (topic === 'a:me') return may('account.readOwn', actor);
	const [, kind, name = ''] = /^([cm]):(.{1,60})$/.exec(topic) ?? [];
	if (kind === 'c') {
		const { id, number } = t.consultations;
		return (await db.select({ id }).from(t.consultations).where(eq(number, name))).length > 0;
	}
	if (kind !== 'm') return false;
	const { id, slug } = t.centres;
	const [centre] = await db.select({ id }).from(t.centres).where(eq(slug, name));
	return centre !== undefined && may('queue.read', actor, { centreId: centre.id });
}

/** Head and following events of a topic in one snapshot, oldest first, at most `limit`. */
export function liveSince(
	store: Store,
	actor: Actor,
	{ topic, offset, limit }: { topic: string; offset: number; limit: number }
): Promise<RecordedEvent[]> {
	// What everybody may follow needs no second look.
	const isPublic = topic.startsWith('c:');
	return store.read(async (reader) =>
		isPublic || (await mayFollow(reader, actor, topic))
			? eventsSince(reader, { topic: logTopicOf(actor, topic), offset, limit })
			: []
	);
}

/** Events with their objects as they are now: a replay shows nothing that was hidden since (RELIABILITY P17). */
export function renderEvents(
	store: Store,
	_: Actor,
	{ events }: { events: readonly RecordedEvent[] }
): Promise<LiveEvent[]> {
	return store.read(async (reader) => {
		const idsOf = (kind: string) => [
			...new Set(events.filter(({ ref }) => ref[0] === kind).map(({ ref }) => ref[1]))
		];
		const contributions = new Map(
			(await contributionsByIds(reader, idsOf('contribution'))).map((one) => [
				one.id,
				contributionJson(one)
			])
		);
		const replies = new Map(
			(await repliesByIds(reader, idsOf('reply'))).map((one) => [one.id, replyJson(one)])
		);
		const participants = await participantsOf(reader, idsOf('poll'));
		return events.map(({ offset, type, ref }) => ({
			o: offset,
			type,
			ref,
			data: contributions.get(ref[1]) ?? replies.get(ref[1]) ?? participants.get(ref[1]) ?? null
		}));
	});
}

async function participantsOf(
	{ db, t }: Reader,
	ids: readonly string[]
): Promise<Map<string, { participants: Participants }>> {
	const found = new Map<string, { participants: Participants }>();
	for (const id of ids) {
		const [poll] = await db
			.select({ verified: t.polls.verified, declared: t.polls.declared })
			.from(t.polls)
			.where(eq(t.polls.id, id));
		if (poll) found.set(id, { participants: poll });
	}
	return found;
}
