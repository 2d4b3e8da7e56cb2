import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server in a process of its own, so that its work is told apart from that of the load. */
export interface Target<Told = unknown> {
	origin: string;
	/** What the server says of itself when it is ready. */
	told: Told;
	/** Microseconds of processor time so far, and bytes of memory now. */
	usage(): Promise<{ cpu: number; memory: number }>;
	/** Has it do something of its own kind, and resolves to what it says of it. */
	ask<Answer>(what: string): Promise<Answer>;
	stop(): Promise<void>;
}

export async function openTarget<Told>(name: string, ...args: string[]): Promise<Target<Told>> {
	const child = fork(join(import.meta.dirname, 'servers', `${name}.ts`), args, {
		env: { ...process.env, NODE_ENV: 'production' },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc']
	});
	const { origin, ...told } = await answerOf<{ origin: string }>(child);
	return {
		origin,
		told: told as Told,
		async usage() {
			child.send('usage');
			return answerOf(child);
		},
		async ask<Answer>(what: string) {
			child.send(what);
			return answerOf<Answer>(child);
		},
		async stop() {
			const exited = once(child, 'exit');
			child.kill();
			await exited;
		}
	};
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
	const over = new AbortController();
	const { signal } = over;
	const ended = once(child, 'exit', { signal }).then(() => {
		throw new Error('A server of the benchmark ended by itself.');
	});
	ended.catch(() => undefined);
	const [answer] = (await Promise.race([once(child, 'message', { signal }), ended])) as [Answer];
	over.abort();
	return answer;
}

/** In the server's process: says that it is ready, and answers questions about its usage. */
export function tell(ready: { origin: string }): void {
	process.on('message', (asked) => {
		if (asked !== 'usage') return;
		const { user, system } = process.cpuUsage();
		process.send!({ cpu: user + system, memory: process.memoryUsage.rss() });
	});
	// Nothing is left running when the benchmark ends in an error.
	process.on('disconnect', () => process.exit(1));
	process.send!(ready);
}
