import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/kernel/actor.ts';
import type { DomainEvent, RecordedEvent } from '#core/kernel/events.ts';
import type { Keys } from './keys.ts';
import type { Tables } from './schema.ts';
import type { Addition } from './sums.ts';
import {
	query,
	statement,
	type Clock,
	type Happened,
	type Listener,
	type Manner,
	type Recorder,
	type Writer,
	type Writing
} from './storage.ts';

/** A command that waits for its group. */
export interface Waiting {
	actor: Actor;
	work: (writer: Writer) => Promise<unknown>;
	manner: Manner;
	settle(outcome: Outcome): void;
}
export interface Done {
	result: unknown;
	events: RecordedEvent[];
	emitted: readonly DomainEvent[];
	/** What the group still has to write for it. */
	additions: readonly Addition[];
}
export type Outcome = Done | { error: unknown };

interface Shared {
	t: Tables;
	keys: Keys;
	clock: Clock;
	/** The latest instant that the database has seen. */
	latest?: number;
}

export type Commands = ReturnType<typeof createCommands>;

/** More than this, and it is no longer clocks that are put right a little all the time. */
const tolerated = 2000;

/** What both databases do alike: run one command, record its events, tell of them afterwards. */
export function createCommands({ t, keys, clock, latest = 0 }: Shared) {
	let record: Recorder = async () => [];
	const listeners: Listener[] = [];
	let behind = false;

	/** A clock that steps back must not reopen what has closed (RELIABILITY P10, D5). */
	function now(): number {
		const read = clock();
		const wasBehind = behind;
		behind = read < latest - tolerated;
		if (behind && !wasBehind)
			console.error(
				`The clock is ${latest - read} ms behind what this database has seen; until it has caught up, time stands still here.`
			);
		return (latest = Math.max(latest, read));
	}

	return {
		now,
		beforeCommit(recorder: Recorder) {
			record = recorder;
		},
		afterCommit(react: Listener) {
			listeners.push(react);
		},
		/** Runs one command inside the open transaction. */
		async perform(
			{ actor, work, manner }: Pick<Waiting, 'actor' | 'work' | 'manner'>,
			db: Writing,
			run: Writer['run']
		): Promise<Done> {
			const instant = now();
			const emitted: DomainEvent[] = [];
			const additions: Addition[] = [];
			let answer: Happened['answer'];
			const writer: Writer = {
				db,
				t,
				keys,
				run,
				now: () => instant,
				emit: (event) => void emitted.push(event),
				async add(sum, values) {
					if (!manner.additive && !sum.late) return sum.write(writer, values);
					additions.push({ sum, values });
					return [];
				},
				remember: (given) => void (answer = given),
				write: (_, inner) => inner(writer),
				read: (inner) => inner(writer)
			};
			const result = await work(writer);
			const happened = { events: emitted, answer };
			const events = emitted.length > 0 || answer ? await record(writer, actor, happened) : [];
			return { result, events, emitted, additions };
		},
		/** Takes over what other processes on the same database have seen. */
		async catchUp(run: Writer['run']): Promise<void> {
			const [seen] = await run(latestInstant, {});
			latest = Math.max(latest, Number(seen?.value ?? 0));
		},
		/** Part of each group's transaction, so that a new process does not turn back either. */
		async remember(run: Writer['run']): Promise<void> {
			await run(keepLatestInstant, { value: String(latest) });
		},
		publish({ events, emitted }: Done): void {
			for (const react of listeners) {
				try {
					react(events, emitted);
				} catch (error) {
					// The command is on disk and answered; whoever listens catches up by offset.
					console.error('a listener failed after the commit', error);
				}
			}
		}
	};
}

const latestInstant = query<Record<string, never>>()('latest_instant', (db, t) =>
	db.select({ value: t.meta.value }).from(t.meta).where(eq(t.meta.key, 'latest_instant'))
);

const keepLatestInstant = statement<{ value: string }>()('keep_latest_instant', (db, t) =>
	db
		.insert(t.meta)
		.values({ key: 'latest_instant', value: sql.placeholder('value') })
		.onConflictDoUpdate({ target: t.meta.key, set: { value: sql`excluded.value` } })
);
