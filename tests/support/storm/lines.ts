import { WebSocket } from 'ws';
import type { ServerMessage } from '#server/live/messages.ts';
import { openStream, poll, type Told } from '../events.ts';
import type { Cursor } from '../live.ts';

interface Ends {
	topic: string;
	cursor(): Cursor;
	take(message: ServerMessage): void;
	/** What no network can be blamed for. */
	fault(what: string): void;
}

export interface Line {
	/** Resolves when it is over: to whether that was how it should end. */
	over: Promise<boolean>;
	/** Asks again on the same line, where it can be asked. */
	again?(): void;
	/** Gives it up. */
	end(): void;
}
/** One connection, from the cursor of this moment on. */
type OpenLine = (origin: string, ends: Ends) => Line;

const overSocket: OpenLine = (origin, { topic, cursor, take }) => {
	const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { origin });
	const ask = () => {
		if (socket.readyState === WebSocket.OPEN)
			socket.send(JSON.stringify({ op: 'sub', id: 1, topic, since: cursor() }));
	};
	socket.on('open', ask);
	socket.on('error', () => undefined);
	socket.on('message', (bytes: Buffer) => take(JSON.parse(bytes.toString()) as ServerMessage));
	const over = new Promise<boolean>((resolve) => socket.once('close', () => resolve(false)));
	return { over, again: ask, end: () => socket.terminate() };
};

/** The cursor travels in the address, or as the id of the last message. */
const overStream: OpenLine = (origin, { topic, cursor, take, fault }) => {
	const { e, o } = cursor();
	const byId = Math.random() < 0.5;
	const from = byId ? { headers: { 'last-event-id': `${e}.${o}` } } : { since: { e, o } };
	const giveUp = new AbortController();
	const follow = async () => {
		const { response, told, ended } = await openStream(origin, {
			...{ topic, signal: giveUp.signal },
			...from
		});
		response.on('told', () => {
			for (const one of told.splice(0)) read(one);
		});
		await ended;
		return response.statusCode === 200 && response.complete;
	};
	return { over: follow().catch(() => false), end: () => giveUp.abort() };

	function read({ message, id, event }: Told): void {
		take(message);
		const own = cursor();
		const { t } = message;
		if ((t === 'reset') !== (event === 'reset')) fault(`${t} as event ${event}`);
		if (id === undefined ? t === 'ev' || t === 'evs' : id !== `${own.e}.${own.o}`)
			fault(`${t} with id ${id} at ${own.e}.${own.o}`);
	}
};

/** One request for whatever is missing, or happens next. */
const overPoll: OpenLine = (origin, { topic, cursor, take }) => {
	const giveUp = new AbortController();
	const ask = async () => {
		const asking = { topic, since: cursor(), signal: giveUp.signal };
		const { status, messages } = await poll(origin, asking);
		for (const message of messages) take(message);
		return status === 200;
	};
	return { over: ask().catch(() => false), end: () => giveUp.abort() };
};

export const lines = { socket: overSocket, stream: overStream, poll: overPoll };
export type LineKind = keyof typeof lines;
