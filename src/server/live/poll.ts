import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Frame } from './frames.ts';
import type { Live } from './live.ts';
import { followByRequest } from './request.ts';
import type { Asked } from './subscription.ts';

/**
 * A long poll: resolves to the answer to the subscription and what was missed; where nothing was, to what happens
 * next, or to a beat of the heart when nothing does. Undefined: all places are taken.
 */
export async function followByPoll(
	live: Live,
	{
		request,
		reply,
		...asked
	}: Asked & {
		request: FastifyRequest;
		reply: FastifyReply;
	}
): Promise<readonly Frame[] | undefined> {
	const { app, limits } = live;
	const said: Frame[] = [];
	let bytes = 0;
	let isWaiting = false;
	let burst: NodeJS.Timeout | undefined;
	const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
	const line = followByRequest(live, request, asked, {
		send(frame) {
			bytes += frame.bytes.length;
			// What has no room comes with the next poll, which goes on from the last one that had.
			if (said.length > 1 && bytes > limits.backlog) return finish();
			said.push(frame);
			if (isWaiting) burst ??= setTimeout(finish, limits.burstMs);
		},
		finish
	});
	if (!line) return undefined;
	reply.raw.once('close', () => {
		line.leave();
		finish();
	});
	await line.subscribed;
	if (asked.since && said.length === 1 && said[0]!.message.t === 'sub') {
		isWaiting = true;
		const patience = setTimeout(() => {
			const { topic } = asked;
			const head = line.subscriptions.get(topic)?.head();
			line.say({ t: 'hb', h: head === undefined ? {} : { [topic]: head }, now: app.storage.now() });
			finish();
		}, limits.pollMs);
		await finished;
		clearTimeout(patience);
		clearTimeout(burst);
	}
	line.leave();
	return said;
}
