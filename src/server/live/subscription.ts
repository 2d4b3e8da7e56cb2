import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { isForEverybody, logTopicOf } from '#core/live/queries.ts';
import type { LiveEvent } from '#core/live/schemas.ts';
import { batchesOf, frameOf, type Batch, type Frame } from './frames.ts';
import type { LiveLimits } from './limits.ts';
import type { ClientMessage, ResetReason } from './messages.ts';
import type { Topics } from './topics.ts';

export interface Subscription {
	/** The name under which the log keeps the topic. */
	readonly name: string;
	/** The newest offset of its topic. */
	head(): number;
	end(): void;
	/** Ends it, and says why. */
	reset(why: ResetReason): void;
	/** Ends it: there is no such topic any more. */
	gone(): void;
}

interface Context {
	app: App;
	/** Whom the session stands for at that moment. */
	actor(): Promise<Actor>;
	topics: Topics;
	limits: Pick<LiveLimits, 'recovery' | 'backlog'>;
	send(frame: Frame): void;
	/** Called when it ended by itself, which was already said. */
	over(topic: string): void;
}

type SubscriptionRequest = Extract<ClientMessage, { op: 'sub' }>;

/** What is followed, and from where on: undefined means from now on. */
export interface Asked {
	topic: string;
	since: SubscriptionRequest['since'] | undefined;
}

/**
 * Follows a topic from the client's cursor on, without gap or repeat. Following begins before the backlog
 * is read: what is committed meanwhile is kept, and sent after it unless the backlog had it already.
 * Answers undefined when there is nothing to follow.
 */
export async function subscribe(
	{ id, topic, since }: SubscriptionRequest,
	context: Context
): Promise<Subscription | undefined> {
	const { app, topics, limits, send } = context;
	const { recovery } = limits;
	const actor = await context.actor();
	const name = logTopicOf(actor, topic);
	let kept: Batch[] | undefined = [];
	let position = 0;
	let ended = false;

	const leave = topics.follow(name, {
		receive(batch) {
			if (kept) kept.push(batch);
			else pass(batch);
		},
		lost: () => reset('trimmed'),
		mayReceive: isForEverybody(topic) ? undefined : mayStill
	});

	function pass(batch: Batch): void {
		if (ended || batch.last <= position) return;
		const isNext = batch.first === position + 1;
		if (isNext && name === topic) {
			position = batch.last;
			send(batch.frame);
			return;
		}
		const news = isNext ? batch.events : batch.events.filter(({ o }) => o > position);
		if (news[0]!.o !== position + 1) return reset('trimmed');
		position = batch.last;
		for (const { frame } of batchesOf(topic, news)) send(frame);
	}

	async function mayStill(): Promise<boolean> {
		const now = await context.actor();
		if (logTopicOf(now, topic) === name && (await app.live.mayFollow(now, { topic }))) return true;
		reset('rights');
		return false;
	}

	function end(): void {
		ended = true;
		leave();
	}

	function endSaying(last: Frame): void {
		if (ended) return;
		end();
		send(last);
		context.over(topic);
	}
	const reset = (why: ResetReason) => endSaying(frameOf({ t: 'reset', topic, why }));
	const gone = () => endSaying(frameOf({ t: 'gone', topic }));

	try {
		const head = await app.live.head(actor, { topic });
		if (ended) return undefined;
		if (!head) {
			end();
			send(frameOf({ t: 'err', id, code: 'forbidden' }));
			return undefined;
		}
		const from = since?.o ?? head.o;
		const why = since && reasonToReset(since, head, recovery);
		const backlog = why || from === head.o ? [] : await missed(from);
		if (ended) return undefined;
		const frames = batchesOf(topic, backlog).map(({ frame }) => frame);
		const bytes = frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
		// More would pass for a slow reader, be cut off, and come back for the same again.
		if (why || !isComplete(backlog, from, head.o) || bytes > limits.backlog / 2) {
			reset(why ?? 'trimmed');
			return undefined;
		}
		position = backlog.at(-1)?.o ?? from;
		send(frameOf({ t: 'sub', id, topic, e: head.e, o: position, n: backlog.length }));
		for (const frame of frames) send(frame);
		const meanwhile = kept;
		kept = undefined;
		for (const batch of meanwhile) pass(batch);
		// What came meanwhile may have had a gap.
		return ended ? undefined : { name, head: () => topics.head(name, position), end, reset, gone };
	} catch (error) {
		end();
		throw error;
	}

	async function missed(offset: number): Promise<LiveEvent[]> {
		const events = await app.live.since(actor, { topic, offset, limit: recovery + 1 });
		if (events.length > recovery) return [];
		return app.live.render(actor, { events });
	}
}

function reasonToReset(
	since: { e: string; o: number },
	head: { e: string; o: number; min: number },
	recovery: number
): ResetReason | undefined {
	if (since.e !== head.e) return 'epoch';
	if (since.o > head.o) return 'ahead';
	// The event after the cursor must still be there.
	if (since.o + 1 < head.min && since.o < head.o) return 'trimmed';
	return head.o - since.o > recovery ? 'trimmed' : undefined;
}

/** Never a partial recovery: each offset once, up to where the topic stood. */
function isComplete(backlog: readonly LiveEvent[], from: number, to: number): boolean {
	return from + backlog.length >= to && backlog.every(({ o }, place) => o === from + 1 + place);
}
