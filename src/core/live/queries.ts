import { eq, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { contributionsByIds } from '../contributions/queries/list.ts';
import { repliesByIds } from '../contributions/queries/thread.ts';
import { contributionJson, replyJson } from '../contributions/schemas.ts';
import type { Actor } from '../kernel/actor.ts';
import { topicOfAccount, topicOfHome, type RecordedEvent } from '../kernel/events.ts';
import { unreadOf } from '../notifications/queries.ts';
import { may } from '../permissions/policy.ts';
import type { Participants } from '../polls/model.ts';
import { eventsSince, topicHead } from '../register/queries.ts';
import type { LiveEvent } from './schemas.ts';

export type { LiveEvent };

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
		(await isFollowable(reader, actor, topic)) ? topicHead(reader, logTopicOf(actor, topic)) : null
	);
}

/** Whether the actor may follow a topic now. */
export function mayFollow(
	store: Store,
	actor: Actor,
	{ topic }: { topic: string }
): Promise<boolean> {
	return isFollowable(store, actor, topic);
}

/** Topics of which everybody sees the same. */
export const isForEverybody = (topic: string): boolean =>
	topic === topicOfHome || topic.startsWith('c:');

async function isFollowable(reader: Reader, actor: Actor, topic: string): Promise<boolean> {
	if (topic === topicOfHome) return true;
	if (topic === 'a:me') return may('account.readOwn', actor);
	const [, kind, name = ''] = /^([cm]):(.{1,60})$/.exec(topic) ?? [];
	if (kind === 'c') return (await reader.run(consultationQuery, { number: name })).length > 0;
	if (kind !== 'm') return false;
	const [centre] = await reader.run(centreQuery, { slug: name });
	return centre !== undefined && may('queue.read', actor, { centreId: centre.id });
}

/** Whether an account's own topic has ceased with the account. */
export async function hasCeased(
	{ db, t }: Store,
	_: Actor,
	{ name }: { name: string }
): Promise<boolean> {
	const [, id] = /^a:(.+)$/.exec(name) ?? [];
	if (id === undefined) return false;
	const { erasedAt } = t.accounts;
	const [account] = await db.select({ erasedAt }).from(t.accounts).where(eq(t.accounts.id, id));
	return account === undefined || account.erasedAt !== null;
}

/** Head and following events of a topic in one snapshot, oldest first, at most `limit`. */
export function liveSince(
	store: Store,
	actor: Actor,
	{ topic, offset, limit }: { topic: string; offset: number; limit: number }
): Promise<RecordedEvent[]> {
	return store.read(async (reader) =>
		// What everybody may follow needs no second look.
		isForEverybody(topic) || (await isFollowable(reader, actor, topic))
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
		const unread = new Map<string, { unread: number }>();
		for (const id of idsOf('notice')) unread.set(id, { unread: await unreadOf(reader, id) });
		const newest = new Map(events.map((event) => [event.ref[1], event]));
		return events.map((event) => ({
			o: event.offset,
			type: event.type,
			ref: event.ref,
			data:
				contributions.get(event.ref[1]) ??
				replies.get(event.ref[1]) ??
				// An absolute number: the last one of many ballots says it.
				(newest.get(event.ref[1]) === event ? participants.get(event.ref[1]) : undefined) ??
				unread.get(event.ref[1]) ??
				null
		}));
	});
}

async function participantsOf(
	reader: Reader,
	ids: readonly string[]
): Promise<Map<string, { participants: Participants }>> {
	const found = new Map<string, { participants: Participants }>();
	for (const id of ids) {
		const [participants] = await reader.run(participantsQuery, { id });
		if (participants) found.set(id, { participants });
	}
	return found;
}

const consultationQuery = query<{ number: string }>()('live_consultation', (db, t) =>
	db
		.select({ id: t.consultations.id })
		.from(t.consultations)
		.where(eq(t.consultations.number, sql.placeholder('number')))
);

const centreQuery = query<{ slug: string }>()('live_centre', (db, t) =>
	db
		.select({ id: t.centres.id })
		.from(t.centres)
		.where(eq(t.centres.slug, sql.placeholder('slug')))
);

const participantsQuery = query<{ id: string }>()('live_participants', (db, t) =>
	db
		.select({ verified: t.polls.verified, declared: t.polls.declared })
		.from(t.polls)
		.where(eq(t.polls.id, sql.placeholder('id')))
);
