import { randomBytes } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import {
	query,
	statement,
	type Happened,
	type Reader,
	type Store,
	type Writer
} from '#storage/storage.ts';
import { actorKey, type Actor, type ScopedRole } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { DomainEvent, RecordedEvent } from '../kernel/events.ts';
import { timelessId } from '../kernel/ids.ts';
import type { Action } from '../permissions/matrix.ts';

const hour = 3_600_000;
const toTheHour = (instant: number) => Math.floor(instant / hour) * hour;

/** Writes what happened into the live log of its topic and into the audit log, in the same transaction. */
export async function recordEvents(
	writer: Writer,
	actor: Actor,
	{ events, answer }: Happened
): Promise<RecordedEvent[]> {
	// The time of a ballot is told to the hour: an exact one would join it to whoever was seen voting.
	const at = actor.kind === 'voter' ? toTheHour(writer.now()) : writer.now();
	const entry = { actor: actorKey(actor), at };
	// What follows from an act, such as the end of sessions, is done under the same role.
	const as = events.find((one) => one.as)?.as;
	const recorded: RecordedEvent[] = [];
	let unanswered = answer;
	for (const happened of events) {
		const { topic, type, kind, id, version } = happened;
		const object = { action: type, kind, objectId: id, objectVersion: version };
		const act = { ...entry, ...object, ...circumstances(actor, happened, as) };
		// A ballot that became a person's has the entries of its tag: one more here would say whose it is.
		const joined = type === 'ballot.joined';
		if (!joined && unanswered) {
			await writer.run(addAnswered, { ...act, ...unanswered, action: type });
			unanswered = undefined;
		} else if (!joined) await writer.run(addAuditEntry, { ...act, key: timelessId() });
		if (topic === null) continue;
		const [row] = await writer.run(nextOffset, { topic });
		const offset = row!.head;
		const atMs = joined ? toTheHour(at) : at;
		await writer.run(addLiveEvent, {
			topic,
			offset,
			atMs,
			type,
			kind,
			objectId: id,
			objectVersion: version
		});
		recorded.push({ topic, offset, atMs, type, ref: [kind, id, version] });
	}
	if (unanswered)
		await writer.run(addAnswered, {
			...entry,
			...unanswered,
			kind: null,
			objectId: null,
			objectVersion: null,
			...none
		});
	return recorded;
}

const none: Pick<Entry, 'role' | 'scopeId' | 'aboutId' | 'reason' | 'details'> = {
	role: null,
	scopeId: null,
	aboutId: null,
	reason: null,
	details: null
};

/** What the log keeps of privileged acts besides; a ballot has none of it. */
function circumstances(
	actor: Actor,
	event: DomainEvent,
	as: ScopedRole | null | undefined
): typeof none {
	const held = actor.kind === 'account' ? (event.as ?? as ?? actor.roles[0]) : undefined;
	// What the system does by the rules stands among the acts of offices, but for sign-ins and the like.
	const isByRule = actor.kind === 'system' && event.kind !== 'account';
	return {
		role: held?.role ?? (isByRule ? 'system' : null),
		scopeId: held?.scopeId ?? null,
		aboutId: event.about ?? null,
		reason: event.reason ?? null,
		details: event.details ?? null
	};
}

interface Attempt {
	/** Chosen by the client before its first try; without one nothing is remembered. */
	key: string | undefined;
	action: Action;
	/** Under whom the same attempt may stand as well. */
	earlierActor?: string | undefined;
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
	{ key, action, body, earlierActor }: Attempt,
	work: () => Promise<Result>
): Promise<Result> {
	if (key === undefined) return work();
	// Keyed, because a plain digest of a ballot could be guessed.
	const bodyMac = writer.keys
		.mac('idempotency', `${action}\n${JSON.stringify(body)}`)
		.toString('base64url');
	const self = actorKey(actor);
	const [seen] = await writer.run(seenAttempt, {
		actor: self,
		earlierActor: earlierActor ?? self,
		key
	});
	if (seen) {
		if (seen.bodyMac !== bodyMac) throw new Refusal('idempotency_mismatch');
		return seen.result as Result;
	}
	const result = await work();
	writer.remember({ key, action, bodyMac, result });
	return result;
}

/** When a ballot was last cast, changed or withdrawn under a tag, to the hour; 0 where never. */
export async function lastHeardOf({ db, t }: Reader, tag: string): Promise<number> {
	const rows = await db
		.select({ at: t.auditEntries.at })
		.from(t.auditEntries)
		.where(eq(t.auditEntries.actor, tag));
	return Math.max(0, ...rows.map(({ at }) => at));
}

/**
 * Gives one tag the entries of another, under keys of their own, so that a ballot which became a person's looks like
 * any other: nothing but the hour is the same in both.
 */
export async function copyEntries(
	{ db, t, keys }: Writer,
	{ from, to }: { from: string; to: string }
): Promise<void> {
	const entries = await db.select().from(t.auditEntries).where(eq(t.auditEntries.actor, from));
	for (const entry of entries) {
		const key = timelessId();
		const bodyMac = entry.bodyMac && keys.mac('idempotency', key).toString('base64url');
		await db.insert(t.auditEntries).values({ ...entry, actor: to, key, bodyMac });
	}
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
	role: string | null;
	scopeId: string | null;
	aboutId: string | null;
	reason: string | null;
	details: Record<string, string | number> | null;
}

const entryValues = () => ({
	actor: value('actor'),
	key: value('key'),
	at: value('at'),
	action: value('action'),
	kind: value('kind'),
	objectId: value('objectId'),
	objectVersion: value('objectVersion'),
	role: value('role'),
	scopeId: value('scopeId'),
	aboutId: value('aboutId'),
	reason: value('reason'),
	details: value('details')
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

const seenAttempt = query<{ actor: string; earlierActor: string; key: string }>()(
	'seen_attempt',
	(db, t) => {
		const { actor, key, bodyMac, result } = t.auditEntries;
		return db
			.select({ bodyMac, result })
			.from(t.auditEntries)
			.where(and(inArray(actor, [value('actor'), value('earlierActor')]), eq(key, value('key'))));
	}
);
