import { and, asc, eq, gt, gte, lt, lte, max } from 'drizzle-orm';
import type { Storage, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';

const hour = 3_600_000;

/** Kept at least, so that whoever was away for a day can go on (RELIABILITY D2); the time of ballots is cut to the hour. */
const keptFor = 24 * hour + hour;
/** Of a topic in which more than that happens in a day, the latest. */
const keptAtMost = 10_000;

/** In one command: others do not wait for it. */
const topicsAtOnce = 500;
const eventsAtOnce = 500;

/**
 * Takes events out of the live log that nobody can resume from any more, and moves the beginning of their topics: a
 * client with an older cursor is told to reload. Answers how many went.
 */
export async function trimLiveEvents(storage: Storage, actor: Actor): Promise<number> {
	let trimmed = 0;
	for (let after: string | null = ''; after !== null;) {
		const from: string = after;
		const done = await storage.write(actor, (writer) => trimSome(writer, from));
		trimmed += done.trimmed;
		after = done.next;
	}
	return trimmed;
}

/** Of some topics, in the order of their names; `next` is null when there are no others. */
async function trimSome(
	writer: Writer,
	after: string
): Promise<{ trimmed: number; next: string | null }> {
	const { db, t } = writer;
	const topics = await db
		.select()
		.from(t.topics)
		.where(gt(t.topics.name, after))
		.orderBy(asc(t.topics.name))
		.limit(topicsAtOnce);
	let trimmed = 0;
	let last = after;
	for (const topic of topics) {
		const gone = topic.min > topic.head ? 0 : await trimTopic(writer, topic);
		trimmed += gone;
		// What is left of this one comes first in the next command.
		if (gone === eventsAtOnce || trimmed >= eventsAtOnce) return { trimmed, next: last };
		last = topic.name;
	}
	return { trimmed, next: topics.length < topicsAtOnce ? null : last };
}

async function trimTopic(
	{ db, t, now }: Writer,
	{ name, head, min }: { name: string; head: number; min: number }
): Promise<number> {
	const { topic, offset, atMs } = t.liveEvents;
	const some = and(eq(topic, name), gte(offset, min), lt(offset, min + eventsAtOnce));
	const [old] = await db
		.select({ offset: max(offset) })
		.from(t.liveEvents)
		.where(and(some, lte(atMs, now() - keptFor)));
	const surplus = Math.min(head - keptAtMost, min + eventsAtOnce - 1);
	const upTo = Math.max(old?.offset ?? 0, surplus);
	if (upTo < min) return 0;
	await db.delete(t.liveEvents).where(and(eq(topic, name), lte(offset, upTo)));
	await db
		.update(t.topics)
		.set({ min: upTo + 1 })
		.where(eq(t.topics.name, name));
	return upTo + 1 - min;
}
