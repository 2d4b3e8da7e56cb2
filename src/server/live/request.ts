import type { FastifyRequest } from 'fastify';
import { frameOf, type Frame } from './frames.ts';
import type { Client, Live } from './live.ts';
import type { ServerMessage } from './messages.ts';
import { createSubscriber, type Line, type Subscriber } from './subscriber.ts';
import type { Asked } from './subscription.ts';

/** What a stream and a poll have of their own. */
interface Way {
	send(frame: Frame): void;
	/** Nothing more is said. */
	finish(): void;
	look?: Client['look'];
}

export interface LineOfRequest {
	/** Resolves when the subscription is answered. */
	readonly subscribed: Promise<void>;
	readonly subscriptions: Subscriber['subscriptions'];
	say(message: ServerMessage): void;
	/** Gives everything back; to be called once the response is closed. */
	leave(): void;
}

/**
 * Follows one topic for as long as a request is answered: until something ends the subscription. Answers undefined
 * when all places are taken.
 */
export function followByRequest(
	live: Live,
	request: FastifyRequest,
	{ topic, since }: Asked,
	way: Way
): LineOfRequest | undefined {
	const leavePlaces = live.takePlaces(request);
	if (!leavePlaces) return undefined;
	let isOpen = true;
	const line: Line = {
		get isOpen() {
			return isOpen;
		},
		send(frame) {
			if (!isOpen) return;
			way.send(frame);
			if (endsLine(frame.message)) finish();
		},
		close() {
			// There is no close code here: what it followed is followed no longer, because of its rights.
			line.send(frameOf({ t: 'reset', topic, why: 'rights' }));
		}
	};
	const session = request.cookies[live.app.sessions.cookieName];
	const actor = Promise.resolve(request.actor);
	const subscriber = createSubscriber(live, { line, session, actor });
	const forget = live.sessions.watch(session, subscriber, actor);
	const exit = live.enter({
		look: (now, beats) => way.look?.(now, beats),
		bye: () => line.send(frameOf({ t: 'bye', retry: [1000, 8000], why: 'restart' }))
	});

	function finish(): void {
		isOpen = false;
		subscriber.end();
		way.finish();
	}

	return {
		subscribed: subscriber.answer({ op: 'sub', id: 0, topic, ...(since && { since }) }),
		subscriptions: subscriber.subscriptions,
		say: (message) => line.send(frameOf(message)),
		leave() {
			isOpen = false;
			subscriber.end();
			exit();
			forget();
			leavePlaces();
		}
	};
}

const endsLine = ({ t }: ServerMessage): boolean =>
	t === 'reset' || t === 'gone' || t === 'err' || t === 'bye';
