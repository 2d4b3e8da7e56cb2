import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Frame } from './frames.ts';
import { firstBeat } from './heart.ts';
import type { Live } from './live.ts';
import type { ServerMessage } from './messages.ts';
import { followByRequest } from './request.ts';
import type { Asked } from './subscription.ts';

/** Milliseconds after which a browser comes back to a stream that was cut. */
const retry = 3000;
const headers = {
	'content-type': 'text/event-stream',
	// Proxies would wait for the end of the answer.
	'x-accel-buffering': 'no'
};

/**
 * Server-sent events: each message is a `data:` line, and where it moves the cursor its id is the cursor. Writes
 * nothing where it cannot: `full` when all places are taken.
 */
export async function followByStream(
	live: Live,
	{
		request,
		reply,
		textOf,
		...asked
	}: Asked & {
		request: FastifyRequest;
		reply: FastifyReply;
		/** A message as its reader wants it. */
		textOf(frame: Frame): string;
	}
): Promise<'begun' | 'forbidden' | 'full'> {
	const { limits } = live;
	const response = reply.raw;
	/** Until the head of the response is written. */
	let waiting: Frame[] | undefined = [];
	let isOver = false;
	let epoch = '';
	let nextBeat = firstBeat(limits);
	const line = followByRequest(live, request, asked, {
		send(frame) {
			if (waiting) waiting.push(frame);
			else write(frame);
		},
		finish() {
			isOver = true;
			if (!waiting) response.end();
		},
		look(now, beats) {
			if (now < nextBeat || waiting) return;
			nextBeat = now + limits.beatMs;
			write(beats.frameOf(line!.subscriptions));
		}
	});
	if (!line) return 'full';
	response.once('close', () => line.leave());

	function write(frame: Frame): void {
		const { message } = frame;
		if (message.t === 'sub') epoch = message.e;
		const text = `${fieldsOf(message, epoch)}data: ${textOf(frame)}\n\n`;
		// Who reads too slowly is cut off, and goes on from the last id.
		if (response.writableLength + Buffer.byteLength(text) > limits.backlog) response.destroy();
		else response.write(text);
	}

	await line.subscribed;
	if (waiting[0]?.message.t === 'err') return 'forbidden';
	reply.hijack();
	for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...headers }))
		if (value !== undefined) response.setHeader(name, value);
	response.write(`retry: ${retry}\n\n`);
	const before = waiting;
	waiting = undefined;
	for (const frame of before) write(frame);
	if (isOver) response.end();
	return 'begun';
}

/** Only what moves the cursor has an id: a reader that comes back with it misses nothing. */
function fieldsOf(message: ServerMessage, epoch: string): string {
	switch (message.t) {
		case 'ev':
			return `id: ${epoch}.${message.o}\n`;
		case 'evs':
			return `id: ${epoch}.${message.ev.at(-1)!.o}\n`;
		case 'sub':
			// What follows was missed: it stands there only once it has come.
			return message.n === 0 ? `id: ${epoch}.${message.o}\n` : '';
		case 'reset':
			return 'event: reset\n';
		case 'bye': {
			const [least, most] = message.retry;
			return `retry: ${Math.round(least + Math.random() * (most - least))}\n`;
		}
		default:
			return '';
	}
}
