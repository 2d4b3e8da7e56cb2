import { once } from 'node:events';
import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { ServerMessage } from '#server/live/messages.ts';
import type { Cursor } from './live.ts';

interface Asking {
	topic: string;
	since?: Cursor;
	cookie?: string;
	headers?: OutgoingHttpHeaders;
	method?: string;
	/** Gives it up, before or after it was answered. */
	signal?: AbortSignal;
}
type Of<K extends ServerMessage['t']> = Extract<ServerMessage, { t: K }>;

/** What came over a stream, with the fields around it. */
export interface Told<M = ServerMessage> {
	message: M;
	id?: string;
	event?: string;
	retry?: number;
}

/** A plain reader of server-sent events, which keeps what it gets and judges nothing. */
export async function openStream(origin: string, asking: Asking) {
	const { request, response } = await ask(origin, '/api/v1/events', asking);
	const told: Told[] = [];
	let rest = '';
	response.setEncoding('utf8').on('data', (text: string) => {
		const blocks = `${rest}${text}`.split('\n\n');
		rest = blocks.pop()!;
		for (const block of blocks) {
			const fields = Object.fromEntries(
				block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string])
			);
			const { data, retry, ...others } = fields;
			if (data === undefined) continue;
			const message = JSON.parse(data) as ServerMessage;
			told.push({ message, ...others, ...(retry !== undefined && { retry: Number(retry) }) });
			response.emit('told');
		}
	});
	const ended = new Promise<void>((resolve) => void response.once('close', resolve));
	response.on('error', () => undefined);
	return {
		response,
		told,
		/** Resolves when the server ended it. */
		ended,
		/** The first of its kind since the last look; earlier others are passed over. */
		async next<K extends ServerMessage['t']>(kind: K): Promise<Told<Of<K>>> {
			for (;;) {
				const one = told.shift();
				if (one?.message.t === kind) return one as Told<Of<K>>;
				if (!one) await once(response, 'told');
			}
		},
		close: () => void request.destroy()
	};
}

/** One long poll, to its answer. */
export async function poll(origin: string, asking: Asking) {
	const { response } = await ask(origin, '/api/v1/events/poll', asking);
	const text = (await response.setEncoding('utf8').toArray()).join('');
	const { messages = [] } = JSON.parse(text || '{}') as { messages?: ServerMessage[] };
	return { status: response.statusCode, headers: response.headers, messages, text };
}

async function ask(
	origin: string,
	path: string,
	{ topic, since, cookie, headers, method = 'GET', signal }: Asking
) {
	const address = new URL(path, origin);
	address.searchParams.set('topic', topic);
	for (const name of ['e', 'o'] as const)
		if (since?.[name] !== undefined) address.searchParams.set(name, String(since[name]));
	const request = http.request(address, {
		method,
		agent: false,
		...(signal && { signal }),
		headers: { ...(cookie && { cookie }), ...headers }
	});
	request.on('error', () => undefined);
	request.end();
	const [response] = (await once(request, 'response')) as [IncomingMessage];
	return { request, response };
}
