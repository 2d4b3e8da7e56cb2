import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { RecordedEvent } from '#core/kernel/events.ts';
import { logTopicOf, type LiveEvent } from '#core/live/queries.ts';
import type { LiveLimits } from './limits.ts';
import { frameOf, framesOf, type ClientMessage, type ResetReason } from './messages.ts';
import type { Batch, Topics } from './topics.ts';

export interface Subscription {
	/** The newest offset of its topic. */
	head(): number;
	end(): void;
	/** Ends it, and says why. */
	reset(why: ResetReason): void;
}

interface Context {
	app: App;
	actor: Actor;
	topics: Topics;
	limits: Pick<LiveLimits, 'recovery' | 'backlog'>;
	send(frame: Buffer): void;
	/** Called when it ended by itself, with a `reset` already sent. */
	over(): void;
}

type Request = Extract<ClientMessage, { op: 'sub' }>;

/**
 * Follows a topic from the client's cursor on, without gap or repeat. Following begins before the backlog
 * is read: what is committed meanwhile is kept, and sent after it unless the backlog had it already.
 * Answers undefined when there is nothing to follow.
 */
export async function subscribe(
	{ id, topic, since }: Request,
	context: Context
): Promise<Subscription | undefined> {
	const { app, actor, topics, limits, send, over } = context;
	const { recovery } = limits;
	const name = logTopicOf(actor, topic);
	let kept: Batch[] | undefined = [];
	let position = 0;
	let ended = false;

	const leave = topics.follow(name, {
		receive(batch) {
			if (kept) kept.push(batch);
			else pass(batch);
		},
		lost: () => reset('trimmed')
	});

	function pass({ events, frames }: Batch): void {
		const news = events.filter(({ o }) => o > position);
		if (ended || news.length === 0) return;
		if (news[0]!.o !== position + 1) return reset('trimmed');
		position = news.at(-1)!.o;
		const isAsTold = name === topic && news.length === events.length;
		const ready = isAsTold ? frames : framesOf(topic, news);
		for (const frame of ready) send(frame);
	}

	function end(): void {
		ended = true;
		leave();
	}

	function reset(why: ResetReason): void {
		if (ended) return;
		end();
		send(frameOf({ t: 'reset', topic, why }));
		over();
	}

	try {
		const head = await app.live.head(actor, { topic });
		if (!head) {
			end();
			send(frameOf({ t: 'err', id, code: 'forbidden' }));
			return undefined;
		}
		const from = since?.o ?? head.o;
		const why = since && reasonToReset(since, head, recovery);
		const backlog = why || from === head.o ? [] : await missed(from);
		if (ended) return undefined;
		const frames = framesOf(topic, backlog);
		const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
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
		return ended ? undefined : { head: () => topics.head(name, position), end, reset };
	} catch (error) {
		end();
		throw error;
	}

	async function missed(offset: number): Promise<LiveEvent[]> {
		const events = await app.live.since(actor, { topic, offset, limit: recovery + 1 });
		if (events.length > recovery) return [];
		return app.live.render(actor, { events: events satisfies RecordedEvent[] });
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
