import type { ServerMessage } from '../../../server/live/messages.ts';
import { httpLine } from './http-line.ts';

/**
 * Server-sent events, read by `fetch`: `EventSource` tells no status, comes back by a will of its own, and is not there
 * outside browsers. Each message is one line of data.
 */
export const eventStream = httpLine('/api/v1/events', async (get, since, take) => {
	const { body } = await get(since);
	const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	for (;;) {
		const { done, value } = await reader.read();
		if (done) throw new Error('The stream ended.');
		const lines = (text + value).split('\n');
		text = lines.pop()!;
		for (const line of lines) {
			if (!line.startsWith('data:')) continue;
			const message = JSON.parse(line.slice(5)) as ServerMessage;
			take(message);
			// The server ends the stream with it; the topic is asked for again when the page was read.
			if (message.t === 'reset') return;
		}
	}
});
