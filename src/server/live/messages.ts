import { Compile } from 'typebox/compile';
import { Type, type Static } from 'typebox';
import { LiveEventJson, TopicName } from '#core/live/schemas.ts';

/** Everything that crosses the wire (RELIABILITY D2), on every transport: reading this file is reading the protocol. */

const id = Type.Integer({
	minimum: 0,
	description: 'Chosen by the client; comes back with the answer.'
});
const epoch = Type.String({
	maxLength: 64,
	description: 'Of the log: offsets of another epoch mean nothing.'
});
const offset = (description: string) => Type.Integer({ minimum: 0, description });
const strict = { additionalProperties: false };

const resetReasons = ['epoch', 'trimmed', 'ahead', 'rights'] as const;
/** The client drops its cursor, reads the page anew and subscribes again. */
export type ResetReason = (typeof resetReasons)[number];

/** What the server says. */
export const serverMessages = {
	sub: Type.Object(
		{
			t: Type.Literal('sub'),
			id,
			topic: TopicName,
			e: epoch,
			o: offset('Where the topic stands: what happens from now on has the next offsets.'),
			n: offset('How many missed events follow.')
		},
		{ description: 'The topic is followed from here on.' }
	),
	ev: Type.Object(
		{ t: Type.Literal('ev'), topic: TopicName, ...LiveEventJson.properties },
		{ description: 'Something happened.' }
	),
	evs: Type.Object(
		{
			t: Type.Literal('evs'),
			topic: TopicName,
			ev: Type.Array(LiveEventJson, { minItems: 1, maxItems: 100 })
		},
		{ description: 'Several things happened, oldest first.' }
	),
	reset: Type.Object(
		{ t: Type.Literal('reset'), topic: TopicName, why: Type.Enum([...resetReasons]) },
		{
			description:
				'The topic is followed no longer, and cannot be from that cursor: read the page anew and subscribe from its cursor.'
		}
	),
	hb: Type.Object(
		{
			t: Type.Literal('hb'),
			h: Type.Record(Type.String(), Type.Integer(), {
				description: 'The newest offset of each followed topic.'
			}),
			now: Type.Integer({ description: 'The time of the server, in milliseconds since 1970.' })
		},
		{ description: 'The heart beats, every 25 seconds.' }
	),
	gone: Type.Object(
		{ t: Type.Literal('gone'), topic: TopicName },
		{ description: 'The topic ceased to be, for everybody: an account was erased.' }
	),
	err: Type.Object(
		{ t: Type.Literal('err'), id, code: Type.Enum(['forbidden', 'limit', 'bad']) },
		{
			description:
				'Not followed: no such topic for whoever asks, too many topics, or no sense in the request.'
		}
	),
	bye: Type.Object(
		{
			t: Type.Literal('bye'),
			retry: Type.Tuple([Type.Integer(), Type.Integer()], {
				description: 'Come back after a random time between these, in milliseconds.'
			}),
			why: Type.Literal('restart')
		},
		{ description: 'The server stops.' }
	)
};

export type ServerMessage = {
	[T in keyof typeof serverMessages]: Static<(typeof serverMessages)[T]>;
}[keyof typeof serverMessages];

const cursor = Type.Object(
	{ e: epoch, o: offset('The last event that is known.') },
	{ ...strict, description: 'Where to go on from; without it, from now on.' }
);

/** What a client says on a socket; at most 20 messages in ten seconds, of 4 KiB. */
export const clientMessages = {
	sub: Type.Object(
		{ op: Type.Literal('sub'), id, topic: TopicName, since: Type.Optional(cursor) },
		{ ...strict, description: 'Follow a topic.' }
	),
	unsub: Type.Object(
		{ op: Type.Literal('unsub'), id, topic: TopicName },
		{ ...strict, description: 'Follow it no longer.' }
	)
};
const clientMessage = Type.Union([clientMessages.sub, clientMessages.unsub]);
export type ClientMessage = Static<typeof clientMessage>;

/**
 * How a socket is closed. After 4400, 4401 and 4403 nobody comes back by itself: the page has to be read anew first.
 * A stream ends and a poll is answered with `reset` and `rights` instead of 4401 and 4403. Whoever may not open a
 * socket at all gets an HTTP 403.
 */
export const closeCodes = {
	/** After `bye`. */
	restart: 1001,
	badMessage: 4400,
	sessionEnded: 4401,
	/** The rights of its session changed, and nothing that it followed is left. */
	rights: 4403,
	/** No subscription within 15 s, or no pong within 10 s. */
	noAnswer: 4408,
	slow: 4409,
	/** Too many messages or pings, or too many sockets of a session or an address. */
	flood: 4429
} as const;
export type CloseReason = keyof typeof closeCodes;

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
	return Number.isSafeInteger(id) && (id as number) >= 0
		? { op: 'bad', id: id as number }
		: undefined;
}
