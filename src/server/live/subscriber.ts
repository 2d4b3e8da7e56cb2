import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '#core/kernel/actor.ts';
import { frameOf, type Frame } from './frames.ts';
import type { Live } from './live.ts';
import type { ClientMessage, CloseReason } from './messages.ts';
import { subscribe, type Subscription } from './subscription.ts';

/** What somebody is told by: a socket, a stream or a poll. */
export interface Line {
	readonly isOpen: boolean;
	send(frame: Frame): void;
	close(reason: CloseReason): void;
}

/** Whoever follows topics over a line, as whoever the session stands for. */
export interface Subscriber {
	/** The topics that are followed, by the names that the client gave them. */
	readonly subscriptions: ReadonlyMap<string, Subscription>;
	/** One message after the other; resolves when this one is answered. */
	answer(message: ClientMessage): Promise<void>;
	/** Whom the session stands for by now: what they may no longer follow ends. */
	become(actor: Actor): void;
	/** The session stands for nobody any more. */
	signedOut(): void;
	/** Follows nothing any more, and says nothing about it. */
	end(): void;
}

export function createSubscriber(
	{ app, topics, limits, log }: Live,
	{
		line,
		session,
		actor: first
	}: { line: Line; session: string | undefined; actor: Promise<Actor> }
): Subscriber {
	let actor = first;
	const subscriptions = new Map<string, Subscription>();
	let turn: Promise<void> = Promise.resolve();

	const context = {
		app,
		topics,
		limits,
		// Before each private delivery it is asked anew; what is remembered of a session costs no query.
		actor: () => (session === undefined ? actor : current(session)),
		send: (frame: Frame) => line.send(frame),
		over: (topic: string) => void subscriptions.delete(topic)
	};
	const current = (cookie: string) => app.sessions.actorOf(cookie, { isUse: false });

	async function perform(message: ClientMessage): Promise<void> {
		const { op, id, topic } = message;
		subscriptions.get(topic)?.end();
		subscriptions.delete(topic);
		if (op === 'unsub' || !line.isOpen) return;
		if (subscriptions.size >= limits.topicsPerSocket)
			return line.send(frameOf({ t: 'err', id, code: 'limit' }));
		const subscription = await subscribe(message, context);
		if (!subscription) return;
		if (line.isOpen) subscriptions.set(topic, subscription);
		else subscription.end();
	}

	async function recheck(before: Actor, now: Actor): Promise<void> {
		if (isDeepStrictEqual(before, now) || subscriptions.size === 0) return;
		for (const [topic, { reset }] of subscriptions)
			if (!(await app.live.mayFollow(now, { topic }))) reset('rights');
		if (subscriptions.size === 0) line.close('rights');
	}

	async function sayGone(): Promise<void> {
		for (const { name, gone } of subscriptions.values())
			if (await app.live.hasCeased({ kind: 'visitor' }, { name })) gone();
	}

	/** After a subscription under way, which may have asked as whom it was before. */
	function inTurn(work: () => Promise<void>, onError: () => void): Promise<void> {
		turn = turn.then(work).catch((error: unknown) => {
			log(error);
			onError();
		});
		return turn;
	}

	return {
		subscriptions,
		answer: (message) =>
			inTurn(
				() => perform(message),
				() => line.send(frameOf({ t: 'reset', topic: message.topic, why: 'trimmed' }))
			),
		become(now) {
			const before = actor;
			actor = Promise.resolve(now);
			void inTurn(
				async () => recheck(await before, now),
				() => {
					for (const { reset } of subscriptions.values()) reset('rights');
				}
			);
		},
		signedOut() {
			actor = Promise.resolve({ kind: 'visitor' });
			void sayGone()
				.catch(log)
				.then(() => line.close('sessionEnded'));
		},
		end() {
			for (const subscription of subscriptions.values()) subscription.end();
			subscriptions.clear();
		}
	};
}
