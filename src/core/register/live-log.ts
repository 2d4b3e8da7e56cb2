import { sql } from 'drizzle-orm';
import { statement, type Sum, type Writer } from '#storage/storage.ts';
import {
	topicOfHome,
	type DomainEvent,
	type EventType,
	type RecordedEvent
} from '../kernel/events.ts';
import { changesLists } from '../live/model.ts';

const hour = 3_600_000;
export const toTheHour = (instant: number) => Math.floor(instant / hour) * hour;

/** Each event takes the next place in every topic that tells of it. */
export async function recordLive(
	writer: Writer,
	events: readonly DomainEvent[],
	at: number
): Promise<RecordedEvent[]> {
	const recorded: RecordedEvent[] = [];
	for (const event of events) {
		const { type, kind, id, version } = event;
		const atMs = type === 'ballot.joined' ? toTheHour(at) : at;
		for (const topic of topicsOf(event)) {
			const entry = { topic, atMs, type, kind, objectId: id, objectVersion: version };
			if (kind === 'poll') recorded.push(...(await writer.add(ballotsTold, entry)));
			else recorded.push(await appendLive(writer, entry));
		}
	}
	return recorded;
}

interface LiveEntry extends Record<string, unknown> {
	topic: string;
	atMs: number;
	type: EventType;
	kind: DomainEvent['kind'];
	objectId: string;
	objectVersion: number;
}

async function appendLive(writer: Pick<Writer, 'run'>, entry: LiveEntry): Promise<RecordedEvent> {
	const { topic, atMs, type, kind, objectId, objectVersion } = entry;
	const [row] = await writer.run(nextOffset, { topic });
	const offset = row!.head;
	await writer.run(addLiveEvent, { ...entry, offset });
	return { topic, offset, atMs, type, ref: [kind, objectId, objectVersion] };
}

/** All that a ballot tells is that the number of participants may be another: once for those of one moment. */
const ballotsTold: Sum<LiveEntry> = {
	key: ({ topic, objectId }) => `${topic} ${objectId}`,
	plus: (told, more) => (told.type === 'ballot.cast' ? told : more),
	write: async (writer, entry) => [await appendLive(writer, entry)]
};

function topicsOf({ topic, type }: DomainEvent): string[] {
	if (topic === null) return [];
	return changesLists(type) ? [topic, topicOfHome] : [topic];
}

const value = sql.placeholder;

const nextOffset = statement<{ topic: string }>()('next_offset', (db, t) =>
	db
		.insert(t.topics)
		.values({ name: value('topic'), head: 1, min: 1 })
		.onConflictDoUpdate({ target: t.topics.name, set: { head: sql`${t.topics.head} + 1` } })
		.returning({ head: t.topics.head })
);

const addLiveEvent = statement<LiveEntry & { offset: number }>()('add_live_event', (db, t) =>
	db.insert(t.liveEvents).values({
		topic: value('topic'),
		offset: value('offset'),
		atMs: value('atMs'),
		type: value('type'),
		kind: value('kind'),
		objectId: value('objectId'),
		objectVersion: value('objectVersion')
	})
);
