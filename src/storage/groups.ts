import type Database from 'better-sqlite3';
import type { Actor } from '#core/kernel/actor.ts';
import { Refusal } from '#core/kernel/errors.ts';
import {
	groupLimit,
	queueLimit,
	type createCommands,
	type Outcome,
	type Waiting
} from './commands.ts';
import { isFatal, isFull } from './errors.ts';
import type { Writer, Writing } from './storage.ts';
import type { Turns } from './turns.ts';

interface Parts {
	client: Database.Database;
	db: Writing;
	run: Writer['run'];
	commands: ReturnType<typeof createCommands>;
	turns: Turns;
}

/**
 * Group commit: the commands of one turn of the event loop share a transaction and its one fsync, each in
 * a savepoint of its own. None is answered before the commit.
 */
export function createGroups({ client, db, run, commands, turns }: Parts) {
	const begin = client.prepare('begin immediate');
	const commit = client.prepare('commit');
	const savepoint = client.prepare('savepoint command');
	const release = client.prepare('release command');
	const undo = client.prepare('rollback to command');
	const failureListeners: Array<(error: unknown) => void> = [];
	const queue: Waiting[] = [];
	let draining: Promise<void> | undefined;
	let failure: unknown;
	let asserted = false;

	async function perform(waiting: Waiting): Promise<Outcome> {
		savepoint.run();
		try {
			const outcome = await turns.take(() => commands.perform(waiting, db, run));
			release.run();
			return outcome;
		} catch (error) {
			// Some errors (a full disk) end the whole transaction, savepoint included: then the group fails.
			if (!client.inTransaction || isFatal(error)) throw error;
			undo.run();
			release.run();
			return { error };
		}
	}

	async function commitGroup(group: Waiting[]): Promise<void> {
		const outcomes: Outcome[] = [];
		try {
			begin.run();
			for (const waiting of group) outcomes.push(await perform(waiting));
			commit.run();
			assertDurable();
		} catch (error) {
			if (client.inTransaction) client.exec('rollback');
			if (isFatal(error)) fail(error);
			const refusal = isFull(error) ? new Refusal('storage_full', { retryAfter: 10 }) : error;
			for (const { settle } of group) settle({ error: refusal });
			return;
		}
		group.forEach(({ settle }, place) => settle(outcomes[place]!));
	}

	function assertDurable(): void {
		// Read back only now: before the first write the answer is not the true one.
		if (asserted) return;
		if (client.pragma('synchronous', { simple: true }) !== 2)
			fail(new Error('The database does not run with synchronous=FULL.'));
		asserted = true;
	}

	function fail(error: unknown): void {
		if (failure !== undefined) return;
		failure = error;
		for (const react of failureListeners) react(error);
	}

	async function drain(): Promise<void> {
		while (queue.length > 0) {
			await new Promise<void>((resolve) => setImmediate(resolve));
			await commitGroup(queue.splice(0, groupLimit));
		}
		draining = undefined;
	}

	return {
		get ready() {
			return failure === undefined && queue.length < queueLimit;
		},
		onFailure: (react: (error: unknown) => void) => void failureListeners.push(react),
		drained: async () => draining,
		write<Result>(actor: Actor, work: (writer: Writer) => Promise<Result>): Promise<Result> {
			if (turns.isCurrent())
				return Promise.reject(new Error('Inside a command, write through its writer.'));
			if (failure !== undefined || queue.length >= queueLimit)
				return Promise.reject(new Refusal('busy', { retryAfter: 5 }));
			return new Promise<Result>((resolve, reject) => {
				queue.push({
					actor,
					work,
					settle(outcome) {
						if ('error' in outcome) {
							// What a command throws is passed on as it is.
							// eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
							return reject(outcome.error);
						}
						commands.publish(outcome.events);
						resolve(outcome.result as Result);
					}
				});
				draining ??= drain();
			});
		}
	};
}
