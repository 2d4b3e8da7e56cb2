import { and, eq, sql } from 'drizzle-orm';
import { query, statement, type Happened, type Reader, type Writer } from '#storage/storage.ts';
import { actorKey, type Actor, type ScopedRole } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { isNews, type AuditedEvent, type RecordedEvent } from '../kernel/events.ts';
import { timelessId } from '../kernel/ids.ts';
import type { Action } from '../permissions/matrix.ts';
import { recordLive, toTheHour } from './live-log.ts';

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
	const acts = events.filter((one) => !isNews(one));
	const as = acts.find((one) => one.as)?.as;
	let unanswered = answer;
	for (const act of acts) {
		const { type, kind, id, version } = act;
		// A ballot that became a person's has the entries of its tag: one more here would say whose it is.
		if (type === 'ballot.joined') continue;
		const object = { action: type, kind, objectId: id, objectVersion: version };
		const written = { ...entry, ...object, ...circumstances(actor, act, as) };
		if (unanswered) await writer.run(addAnswered, { ...written, ...unanswered, action: type });
		else await writer.run(addAuditEntry, { ...written, key: timelessId() });
		unanswered = undefined;
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
	return recordLive(writer, events, at);
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
	event: AuditedEvent,
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

/** Nobody follows it any more, and nobody will. */
export async function forgetTopic({ db, t }: Writer, topic: string): Promise<void> {
	await db.delete(t.liveEvents).where(eq(t.liveEvents.topic, topic));
	await db.delete(t.topics).where(eq(t.topics.name, topic));
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

/** Two looks by key in one: asked for either actor, SQLite would make a table of them each time. */
const seenAttempt = query<{ actor: string; earlierActor: string; key: string }>()(
	'seen_attempt',
	(db, t) => {
		const { actor, key, bodyMac, result } = t.auditEntries;
		const under = (name: 'actor' | 'earlierActor') =>
			db
				.select({ bodyMac, result })
				.from(t.auditEntries)
				.where(and(eq(actor, value(name)), eq(key, value('key'))));
		return under('actor').unionAll(under('earlierActor'));
	}
);
