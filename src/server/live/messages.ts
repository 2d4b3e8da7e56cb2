import { Compile } from 'typebox/compile';
import { Type, type Static } from 'typebox';
import type { LiveEvent } from '#core/live/queries.ts';

/** Everything that crosses the wire (RELIABILITY D2): reading this file is reading the protocol. */
export type ServerMessage =
	| { t: 'sub'; id: number; topic: string; e: string; o: number; n: number }
	| ({ t: 'ev'; topic: string } & LiveEvent)
	| { t: 'evs'; topic: string; ev: LiveEvent[] }
	| { t: 'reset'; topic: string; why: ResetReason }
	| { t: 'hb'; h: Record<string, number>; now: number }
	| { t: 'gone'; topic: string }
	| { t: 'err'; id: number; code: 'forbidden' | 'limit' | 'bad' }
	| { t: 'bye'; retry: [number, number]; why: 'restart' };

/** The client drops its cursor, reads the page anew and subscribes again. */
export type ResetReason = 'epoch' | 'trimmed' | 'ahead' | 'rights';

export const closeCodes = {
	restart: 1001,
	badMessage: 4400,
	sessionEnded: 4401,
	noAnswer: 4408,
	slow: 4409,
	flood: 4429
} as const;

const strict = { additionalProperties: false };
const id = Type.Integer({ minimum: 0 });
const topic = Type.String({ minLength: 1, maxLength: 64 });
const since = Type.Object(
	{ e: Type.String({ maxLength: 64 }), o: Type.Integer({ minimum: 0 }) },
	strict
);
const clientMessage = Type.Union([
	Type.Object({ op: Type.Literal('sub'), id, topic, since: Type.Optional(since) }, strict),
	Type.Object({ op: Type.Literal('unsub'), id, topic }, strict)
]);
export type ClientMessage = Static<typeof clientMessage>;

const check = Compile(clientMessage);

/** What a client sent; the bare number of a request that makes no sense, and undefined for what is none. */
export function readMessage(text: string): ClientMessage | { op: 'bad'; id: number } | undefined {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (check.Check(parsed)) return parsed;
	const { id } = (parsed ?? {}) as { id?: unknown };
	return Number.isSafeInteger(id) ? { op: 'bad', id: id as number } : undefined;
}

/** Ready bytes, made once and written to every socket. */
export const frameOf = (message: ServerMessage): Buffer => Buffer.from(JSON.stringify(message));

const mostEvents = 100;
/** Of the 64 KiB that a frame may have; what is around the events takes some. */
const mostBytes = 60_000;

/** Events in as few frames as the limits allow. */
export function framesOf(topic: string, events: readonly LiveEvent[]): Buffer[] {
	const frames: Buffer[] = [];
	let batch: LiveEvent[] = [];
	let bytes = 0;
	const end = () => {
		const [only] = batch;
		if (!only) return;
		frames.push(
			frameOf(batch.length === 1 ? { t: 'ev', topic, ...only } : { t: 'evs', topic, ev: batch })
		);
		batch = [];
		bytes = 0;
	};
	for (const event of events) {
		const size = Buffer.byteLength(JSON.stringify(event));
		if (batch.length === mostEvents || bytes + size > mostBytes) end();
		batch.push(event);
		bytes += size;
	}
	end();
	return frames;
}
