import { setImmediate as otherTurn } from 'node:timers/promises';
import type { App } from '#core/app.ts';
import type { RecordedEvent } from '#core/kernel/events.ts';
import { batchesOf, type Batch } from './frames.ts';
import type { LiveLimits } from './limits.ts';

export interface Follower {
	receive(batch: Batch): void;
	/** Something was lost on the way: the follower starts anew. */
	lost(): void;
	/** Asked before each delivery of what is not for everybody; where it may not, it ends by itself. */
	mayReceive?: (() => Promise<boolean>) | undefined;
}

interface Topic {
	followers: Set<Follower>;
	waiting: RecordedEvent[];
	/** The newest offset heard of. */
	head: number;
	telling: boolean;
	ballotsTold: number;
	/** When the waiting ones will be told. */
	due: number;
	timer?: NodeJS.Timeout | undefined;
}

/** What everybody may see: one frame serves all. */
const everybody = { kind: 'visitor' } as const;
/** So many are rendered in one go; a burst takes several. */
const most = 500;
/** After so many followers requests get their turn. */
const atOnce = 500;
const isOfBallot = ({ ref }: RecordedEvent) => ref[0] === 'poll';

export type Topics = ReturnType<typeof createTopics>;

/** Tells the followers of each topic what was committed, rendered once, in the order of the commits. */
export function createTopics(
	app: App,
	{ ballotsMs }: Pick<LiveLimits, 'ballotsMs'>,
	log: (error: unknown) => void
) {
	const topics = new Map<string, Topic>();

	app.storage.afterCommit((events) => {
		for (const event of events) {
			const topic = topics.get(event.topic);
			if (!topic) continue;
			topic.waiting.push(event);
			topic.head = event.offset;
			plan(event.topic, topic);
		}
	});

	/** Others at once; ballots wait until a second has passed since the last ones were told. */
	function plan(name: string, topic: Topic): void {
		if (topic.telling) return;
		const now = performance.now();
		const due = topic.waiting.every(isOfBallot) ? topic.ballotsTold + ballotsMs : now;
		// Never later than planned: events that follow each other quickly would put it off for ever.
		if (topic.timer && topic.due <= due) return;
		clearTimeout(topic.timer);
		topic.due = due;
		topic.timer = setTimeout(() => void tell(name, topic), Math.max(0, due - now));
	}

	async function tell(name: string, topic: Topic): Promise<void> {
		topic.telling = true;
		topic.timer = undefined;
		const events = topic.waiting.splice(0, most);
		if (events.some(isOfBallot)) topic.ballotsTold = performance.now();
		try {
			const rendered = await app.live.render(everybody, { events });
			for (const [place, batch] of batchesOf(name, rendered).entries()) {
				// What was written gets on its way first, or a burst would make quick readers look slow.
				if (place > 0) await otherTurn();
				await deliver(topic, batch);
			}
		} catch (error) {
			log(error);
			for (const follower of topic.followers) follower.lost();
		}
		topic.telling = false;
		if (topic.waiting.length > 0) plan(name, topic);
	}

	return {
		/** From now on nothing of the topic escapes the follower; answers how to leave. */
		follow(name: string, follower: Follower): () => void {
			let topic = topics.get(name);
			if (!topic) {
				topic = {
					followers: new Set(),
					waiting: [],
					head: 0,
					telling: false,
					ballotsTold: -Infinity,
					due: 0
				};
				topics.set(name, topic);
			}
			const { followers } = topic;
			followers.add(follower);
			return () => {
				followers.delete(follower);
				if (followers.size > 0 || topics.get(name)?.followers !== followers) return;
				clearTimeout(topics.get(name)?.timer);
				topics.delete(name);
			};
		},
		/** The newest offset of a followed topic; `read` is what its follower found in the database. */
		head: (name: string, read: number) => Math.max(read, topics.get(name)?.head ?? 0)
	};
}

/** One topic tells one batch after the other, so each follower gets them in order, also across turns. */
async function deliver({ followers }: Topic, batch: Batch): Promise<void> {
	let told = 0;
	// Whoever comes meanwhile read the database after these were in it, and passes them over.
	for (const follower of followers) {
		if (follower.mayReceive === undefined || (await follower.mayReceive())) follower.receive(batch);
		if (++told % atOnce === 0) await otherTurn();
	}
}
