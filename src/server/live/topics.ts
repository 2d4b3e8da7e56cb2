import type { App } from '#core/app.ts';
import type { RecordedEvent } from '#core/kernel/events.ts';
import type { LiveEvent } from '#core/live/queries.ts';
import type { LiveLimits } from './limits.ts';
import { framesOf } from './messages.ts';

/** Consecutive events of a topic, and the same as frames for everybody who has all before them. */
export interface Batch {
	events: readonly LiveEvent[];
	frames: readonly Buffer[];
}

export interface Follower {
	receive(batch: Batch): void;
	/** Something was lost on the way: the follower starts anew. */
	lost(): void;
}

interface Topic {
	followers: Set<Follower>;
	waiting: RecordedEvent[];
	/** The newest offset heard of. */
	head: number;
	telling: boolean;
	ballotsTold: number;
	timer?: NodeJS.Timeout;
}

/** What everybody may see: one frame serves all. */
const everybody = { kind: 'visitor' } as const;
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
		const delay = topic.waiting.every(isOfBallot) ? topic.ballotsTold + ballotsMs - Date.now() : 0;
		clearTimeout(topic.timer);
		topic.timer = setTimeout(() => void tell(name, topic), Math.max(0, delay));
	}

	async function tell(name: string, topic: Topic): Promise<void> {
		topic.telling = true;
		const events = topic.waiting.splice(0);
		if (events.some(isOfBallot)) topic.ballotsTold = Date.now();
		try {
			const rendered = await app.live.render(everybody, { events });
			const batch = { events: rendered, frames: framesOf(name, rendered) };
			for (const follower of topic.followers) follower.receive(batch);
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
				topic = { followers: new Set(), waiting: [], head: 0, telling: false, ballotsTold: 0 };
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
