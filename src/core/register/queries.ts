import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { query, type Reader } from '#storage/storage.ts';
import { actorKey, type Actor } from '../kernel/actor.ts';
import type { EventType, RecordedEvent } from '../kernel/events.ts';

/** Where a topic stands: everything up to `o` has happened in the snapshot it was read in. */
export interface Cursor {
	e: string;
	o: number;
}

export async function cursorOf(reader: Reader, topic: string): Promise<Cursor> {
	const { e, o } = await topicHead(reader, topic);
	return { e, o };
}

/** Whether an actor has done what stands under a key. */
export async function hasDone({ db, t }: Reader, actor: Actor, key: string): Promise<boolean> {
	const { auditEntries: one } = t;
	return (await db.$count(one, and(eq(one.actor, actorKey(actor)), eq(one.key, key)))) > 0;
}

/** Epoch, head and first kept offset of a topic; a topic in which nothing happened stands at 0. */
export async function topicHead(
	reader: Reader,
	topic: string
): Promise<{ e: string; o: number; min: number }> {
	const [epoch] = await reader.run(epochQuery, {});
	const [row] = await reader.run(headQuery, { topic });
	return { e: epoch?.value ?? '', o: row?.head ?? 0, min: row?.min ?? 1 };
}

/** What happened in a topic after an offset, oldest first. */
export async function eventsSince(
	reader: Reader,
	{ topic, offset, limit }: { topic: string; offset: number; limit: number }
): Promise<RecordedEvent[]> {
	const rows = await reader.run(eventsQuery, { topic, offset, limit });
	return rows.map((row) => ({
		topic,
		offset: row.offset,
		atMs: row.atMs,
		type: row.type as EventType,
		ref: [row.kind as RecordedEvent['ref'][0], row.objectId, row.objectVersion]
	}));
}

const epochQuery = query<Record<string, never>>()('epoch', (db, t) =>
	db.select({ value: t.meta.value }).from(t.meta).where(eq(t.meta.key, 'log_epoch'))
);

const headQuery = query<{ topic: string }>()('topic_head', (db, t) =>
	db
		.select({ head: t.topics.head, min: t.topics.min })
		.from(t.topics)
		.where(eq(t.topics.name, sql.placeholder('topic')))
);

const eventsQuery = query<{ topic: string; offset: number; limit: number }>()(
	'events_since',
	(db, t) =>
		db
			.select()
			.from(t.liveEvents)
			.where(
				and(
					eq(t.liveEvents.topic, sql.placeholder('topic')),
					gt(t.liveEvents.offset, sql.placeholder('offset'))
				)
			)
			.orderBy(asc(t.liveEvents.offset))
			.limit(sql.placeholder('limit'))
);
