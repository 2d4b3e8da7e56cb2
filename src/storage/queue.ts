import type { Actor } from '#core/kernel/actor.ts';
import { Refusal } from '#core/kernel/errors.ts';
import type { Commands, Outcome, Waiting } from './commands.ts';
import { refusalOf } from './errors.ts';
import type { Manner, Writer } from './storage.ts';
import type { Turns } from './turns.ts';

/** More commands than this in one group make the first ones wait too long. */
const groupLimit = 256;
/** More than this waiting, and the next is told to come back later. */
const queueLimit = 4096;

interface Parts {
	commands: Commands;
	turns: Turns;
	/** One transaction for all of them, on disk when this resolves; rejects when nothing of it happened. */
	commit(group: readonly Waiting[]): Promise<Outcome[]>;
	/** What no answer has to wait for, only the next group. */
	afterwards?(): Promise<void>;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Commands that arrive in one turn of the event loop form a group; groups are committed one by one. */
export function createQueue({ commands, turns, commit, afterwards }: Parts) {
	const queue: Waiting[] = [];
	const failureListeners: Array<(error: unknown) => void> = [];
	let failure: unknown;
	let draining: Promise<void> | undefined;

	async function drain(): Promise<void> {
		while (queue.length > 0) {
			let before;
			do {
				before = queue.length;
				await nextTurn();
			} while (queue.length > before && queue.length < groupLimit);
			const group = queue.splice(0, groupLimit);
			let outcomes: Outcome[];
			try {
				outcomes = await commit(group);
			} catch (error) {
				outcomes = group.map(() => ({ error: refusalOf(error) }));
			}
			group.forEach(({ settle }, place) => settle(outcomes[place]!));
			if (!afterwards) continue;
			await nextTurn();
			await afterwards();
		}
		draining = undefined;
	}

	return {
		get ready() {
			return failure === undefined && queue.length < queueLimit;
		},
		onFailure: (react: (error: unknown) => void) => void failureListeners.push(react),
		/** From now on nothing is accepted or acknowledged. */
		fail(error: unknown): void {
			if (failure !== undefined) return;
			failure = error;
			for (const react of failureListeners) react(error);
		},
		drained: async () => draining,
		write<Result>(
			actor: Actor,
			work: (writer: Writer) => Promise<Result>,
			manner: Manner = {}
		): Promise<Result> {
			if (turns.isCurrent())
				return Promise.reject(new Error('Inside a command, write through its writer.'));
			if (failure !== undefined || queue.length >= queueLimit)
				return Promise.reject(new Refusal('busy', { retryAfter: 5 }));
			return new Promise<Result>((resolve, reject) => {
				queue.push({
					actor,
					work,
					manner,
					settle(outcome) {
						if ('error' in outcome) {
							// What a command throws is passed on as it is.
							// eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
							return reject(outcome.error);
						}
						if (!manner.quiet || outcome.emitted.length > 0) commands.publish(outcome);
						resolve(outcome.result as Result);
					}
				});
				draining ??= drain();
			});
		}
	};
}
