import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { LiveEvent } from '#core/live/queries.ts';
import type { ServerMessage } from '#server/live/messages.ts';

export interface Cursor {
	e: string;
	o: number;
}
type Kind = ServerMessage['t'];
type Of<K extends Kind> = Extract<ServerMessage, { t: K }>;

/** A plain client of `/live`, which keeps every frame and judges nothing. */
export function openLive(
	origin: string,
	{ cookie, ...options }: { cookie?: string; origin?: string; autoPong?: boolean } = {}
) {
	const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, {
		origin,
		...options,
		...(cookie && { headers: { cookie } })
	});
	const frames: ServerMessage[] = [];
	socket.on('message', (bytes: Buffer) =>
		frames.push(JSON.parse(bytes.toString()) as ServerMessage)
	);
	socket.on('error', () => undefined);
	const waiting: LiveEvent[] = [];
	let id = 0;
	const client = {
		socket,
		frames,
		/** Resolves to the code with which it was closed. */
		closed: once(socket, 'close').then(([code]) => code as number),
		/** Resolves to the status with which it was not opened. */
		refused: once(socket, 'unexpected-response').then(
			([, response]) => (response as { statusCode: number }).statusCode
		),
		async open() {
			if (socket.readyState === WebSocket.CONNECTING) await once(socket, 'open');
			return client;
		},
		send: (message: unknown) =>
			socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
		/** The first frame of its kind since the last look, and no other: earlier ones are passed over. */
		async next<K extends Kind>(kind: K, fits: (frame: Of<K>) => boolean = () => true) {
			for (;;) {
				while (frames.length > 0) {
					const frame = frames.shift()!;
					if (frame.t === kind && fits(frame as Of<K>)) return frame as Of<K>;
				}
				await once(socket, 'message');
			}
		},
		/** Subscribes; resolves to the answer, whichever it is. */
		async sub(topic: string, since?: Cursor): Promise<Of<'sub'> | Of<'reset'> | Of<'err'>> {
			client.send({ op: 'sub', id: ++id, topic, ...(since && { since }) });
			for (;;) {
				while (frames.length > 0) {
					const frame = frames.shift()!;
					if (frame.t === 'sub' || frame.t === 'reset' || frame.t === 'err') return frame;
				}
				await once(socket, 'message');
			}
		},
		/** The first event that fits; those before it are passed over. */
		async event(fits: (event: LiveEvent) => boolean): Promise<LiveEvent> {
			for (;;) {
				const [event] = await client.events(1);
				if (fits(event!)) return event!;
			}
		},
		/** So many events, in the order in which they come. */
		async events(count: number): Promise<LiveEvent[]> {
			while (waiting.length < count) {
				const frame = frames.shift();
				if (!frame) await once(socket, 'message');
				else waiting.push(...eventsOf(frame));
			}
			return waiting.splice(0, count);
		}
	};
	client.refused.catch(() => undefined);
	return client;
}
export type LiveClient = ReturnType<typeof openLive>;

export function eventsOf(frame: ServerMessage): LiveEvent[] {
	if (frame.t === 'evs') return frame.ev;
	return frame.t === 'ev' ? [frame] : [];
}
