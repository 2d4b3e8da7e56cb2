import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { query, statement, type Happened, type Store, type Writer } from '#storage/storage.ts';
import type { Action } from '../kernel/actions.ts';
import { actorKey, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { RecordedEvent } from '../kernel/events.ts';
import { timelessId } from '../kernel/ids.ts';

const hour = 3_600_000;

/** Writes what happened into the live log of its topic and into the audit log, in the same transaction. */
export async function recordEvents(
	writer: Writer,
	actor: Actor,
	{ events, answer }: Happened
): Promise<RecordedEvent[]> {
	// The time of a ballot is told to the hour: an exact one would join it to whoever was seen voting.
	const at = actor.kind === 'voter' ? Math.floor(writer.now() / hour) * hour : writer.now();
	const entry = { actor: actorKey(actor), at };
	const recorded: RecordedEvent[] = [];
	for (const [place, { topic, type, kind, id, version }] of events.entries()) {
		const object = { action: type, kind, objectId: id, objectVersion: version };
		if (place === 0 && answer) await writer.run(addAnswered, { ...entry, ...answer, ...object });
		else await writer.run(addAuditEntry, { ...entry, ...object, key: timelessId() });
		if (topic === null) continue;
		const [row] = await writer.run(nextOffset, { topic });
		const offset = row!.head;
		const event = { topic, offset, atMs: at, type, kind, objectId: id, objectVersion: version };
		await writer.run(addLiveEvent, event);
		recorded.push({ topic, offset, atMs: at, type, ref: [kind, id, version] });
	}
	if (answer && events.length === 0)
		await writer.run(addAnswered, {
			...entry,
			...answer,
			kind: null,
			objectId: null,
			objectVersion: null
		});
	return recorded;
}

interface Attempt {
	/** Chosen by the client before its first try; without one nothing is remembered. */
	key: string | undefined;
	action: Action;
	/** What was asked, in a form that is the same for the same request. */
	body: unknown;
}

/**
 * Runs `work` once for each key of an actor: a retry gets the first answer again, also after a restart.
 * Throws `idempotency_mismatch` when the key came with another body. Refusals are not remembered.
 */
export async function once<Result>(
	writer: Writer,
	actor: Actor,
	{ key, action, body }: Attempt,
	work: () => Promise<Result>
): Promise<Result> {
	if (key === undefined) return work();
	// Keyed, because a plain digest of a ballot could be guessed.
	const bodyMac = writer.keys
		.mac('idempotency', `${action}\n${JSON.stringify(body)}`)
		.toString('base64url');
	const [seen] = await writer.run(seenAttempt, { actor: actorKey(actor), key });
	if (seen) {
		if (seen.bodyMac !== bodyMac) throw new Refusal('idempotency_mismatch');
		return seen.result as Result;
	}
	const result = await work();
	writer.remember({ key, action, bodyMac, result });
	return result;
}

/** Gives a new database its epoch: offsets of another database mean nothing here (RELIABILITY D2). */
export async function startEpoch(store: Store): Promise<void> {
	const [there] = await store.db
		.select({ value: store.t.meta.value })
		.from(store.t.meta)
		.where(eq(store.t.meta.key, 'log_epoch'));
	// On a full disk what is there can still be read: then nothing may be written here.
	if (there) return;
	await store.write({ kind: 'system', job: 'start' }, ({ db, t }) =>
		db
			.insert(t.meta)
			.values({ key: 'log_epoch', value: randomBytes(16).toString('base64url') })
			.onConflictDoNothing()
	);
}

const value = sql.placeholder;

interface Entry extends Record<string, unknown> {
	actor: string;
	key: string;
	at: number;
	action: string;
	kind: string | null;
	objectId: string | null;
	objectVersion: number | null;
}

const entryValues = () => ({
	actor: value('actor'),
	key: value('key'),
	at: value('at'),
	action: value('action'),
	kind: value('kind'),
	objectId: value('objectId'),
	objectVersion: value('objectVersion')
});

const addAuditEntry = statement<Entry>()('add_audit_entry', (db, t) =>
	db.insert(t.auditEntries).values(entryValues())
);

/** With the answer that a retry gets again. */
const addAnswered = statement<Entry & { bodyMac: string; result: unknown }>()(
	'add_answered',
	(db, t) =>
		db
			.insert(t.auditEntries)
			.values({ ...entryValues(), bodyMac: value('bodyMac'), result: value('result') })
);

const nextOffset = statement<{ topic: string }>()('next_offset', (db, t) =>
	db
		.insert(t.topics)
		.values({ name: value('topic'), head: 1, min: 1 })
		.onConflictDoUpdate({ target: t.topics.name, set: { head: sql`${t.topics.head} + 1` } })
		.returning({ head: t.topics.head })
);

const addLiveEvent = statement<{
	topic: string;
	offset: number;
	atMs: number;
	type: string;
	kind: string;
	objectId: string;
	objectVersion: number;
}>()('add_live_event', (db, t) =>
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

const seenAttempt = query<{ actor: string; key: string }>()('seen_attempt', (db, t) => {
	const { actor, key, bodyMac, result } = t.auditEntries;
	return db
		.select({ bodyMac, result })
		.from(t.auditEntries)
		.where(and(eq(actor, value('actor')), eq(key, value('key'))));
});
