import type { Actor } from '#core/kernel/actor.ts';
import type { DomainEvent, RecordedEvent } from '#core/kernel/events.ts';
import type { Keys } from './keys.ts';
import type { Tables } from './schema.ts';
import type { Clock, Recorder, Writer, Writing } from './storage.ts';

/** A command that waits for its group. */
export interface Waiting {
	actor: Actor;
	work: (writer: Writer) => Promise<unknown>;
	settle(outcome: Outcome): void;
}
export type Outcome = { result: unknown; events: readonly RecordedEvent[] } | { error: unknown };

/** More commands than this in one group make the first ones wait too long. */
export const groupLimit = 256;
/** More than this waiting, and the next is told to come back later. */
export const queueLimit = 4096;

interface Shared {
	t: Tables;
	keys: Keys;
	clock: Clock;
}

/** What both databases do alike: run one command, record its events, tell of them afterwards. */
export function createCommands({ t, keys, clock }: Shared) {
	let record: Recorder = async () => [];
	const listeners: Array<(events: readonly RecordedEvent[]) => void> = [];
	let latest = 0;

	return {
		beforeCommit(recorder: Recorder) {
			record = recorder;
		},
		afterCommit(react: (events: readonly RecordedEvent[]) => void) {
			listeners.push(react);
		},
		/** Runs one command inside the open transaction. */
		async perform(
			{ actor, work }: Waiting,
			db: Writing,
			run: Writer['run']
		): Promise<{ result: unknown; events: readonly RecordedEvent[] }> {
			// A clock that steps back must not reopen what has closed (RELIABILITY P10).
			const now = (latest = Math.max(latest, clock()));
			const emitted: DomainEvent[] = [];
			const writer: Writer = {
				db,
				t,
				keys,
				run,
				now: () => now,
				emit: (event) => void emitted.push(event),
				write: (_, inner) => inner(writer),
				read: (inner) => inner(writer)
			};
			const result = await work(writer);
			const events = emitted.length > 0 ? await record(writer, actor, emitted) : [];
			return { result, events };
		},
		publish(events: readonly RecordedEvent[]) {
			if (events.length === 0) return;
			for (const react of listeners) {
				try {
					react(events);
				} catch (error) {
					// The command is on disk and answered; whoever listens catches up by offset.
					console.error('a listener failed after the commit', error);
				}
			}
		}
	};
}
