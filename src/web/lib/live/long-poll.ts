import type { ServerMessage } from '../../../server/live/messages.ts';
import { httpLine } from './http-line.ts';
import type { Cursor } from './types.ts';

/** Between two answers without news that came at once: something on the way may answer in the server's place. */
const breath = 1000;

/** One request after the other, each of which waits for news. */
export const longPoll = httpLine('/api/v1/events/poll', async (get, since, take, signal) => {
	let at = await begin();
	while (!signal.aborted) {
		const asked = performance.now();
		const before = at;
		for (const message of await messagesOf(get(at))) {
			at = moved(at, message);
			take(message);
			if (message.t === 'reset') return;
		}
		if (at?.o === before?.o && performance.now() - asked < breath)
			await new Promise((resolve) => setTimeout(resolve, breath));
	}

	/** Without a cursor the answer comes at once: so it is known that this way leads through. */
	async function begin(): Promise<Cursor | undefined> {
		for (const message of await messagesOf(get(undefined))) {
			if (message.t !== 'sub') continue;
			const isLevel = since?.e === message.e && since.o === message.o;
			if (!since || isLevel) take(message);
			return since ?? { e: message.e, o: message.o };
		}
		return since;
	}
});

async function messagesOf(response: Promise<Response>): Promise<ServerMessage[]> {
	return ((await (await response).json()) as { messages: ServerMessage[] }).messages;
}

function moved(at: Cursor | undefined, message: ServerMessage): Cursor | undefined {
	switch (message.t) {
		case 'ev':
			return at && { ...at, o: message.o };
		case 'evs':
			return at && { ...at, o: message.ev.at(-1)?.o ?? at.o };
		default:
			return at;
	}
}
