import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { LiveLimits } from '../../src/server/live/limits.ts';

interface ProcessOptions {
	/** Runs in the process ahead of anything of ours. */
	before?: string;
	/** A command that runs the server, as `sh -c …` or `strace …`; node and its arguments follow. */
	under?: readonly string[];
	program?: string;
}

/** Viche as its own process, as it was built. */
export function startProcess(
	settings: Record<string, string>,
	{ before, under = [], program = 'dist/main.js' }: ProcessOptions = {}
) {
	const ahead = before && ['--import', `data:text/javascript,${encodeURIComponent(before)}`];
	const [command, ...args] = [...under, process.execPath, ...(ahead || []), program];
	const child = spawn(command, args, {
		env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...settings },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const said = { out: '', err: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
	// `close`, not `exit`: by then everything it said has been read.
	const ended = once(child, 'close').then(([code, signal]) => ({
		code: code as number | null,
		signal: signal as string | null,
		...said
	}));
	// Nothing outlives the test that started it, also when that fails.
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await ended;
	});

	/** What stands in brackets of what it says; throws what it complained of when it ends before. */
	async function heard(pattern: RegExp): Promise<string> {
		for (;;) {
			const part = pattern.exec(said.out)?.[1];
			if (part !== undefined) return part;
			const news = once(child.stdout, 'data').then(() => undefined);
			const end = await Promise.race([news, ended]);
			if (end) throw new Error(`It ended with ${end.code}: ${end.err}`);
		}
	}
	/** The address it announces. */
	const ready = () => heard(/^Viche is ready at (\S+) \(\d+ ms\)$/m);
	/** What it takes of the memory of the machine. */
	const megabytes = () =>
		Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1000;
	return {
		said,
		heard,
		ready,
		ended,
		megabytes,
		signal: (name: NodeJS.Signals) => child.kill(name)
	};
}

interface OnFolder extends Pick<ProcessOptions, 'under'> {
	settings?: Record<string, string>;
	limits?: Partial<LiveLimits>;
}

/** On a data folder that is there already, once it answers. */
export async function startOn(
	folder: string,
	{ settings = {}, under = [], limits }: OnFolder = {}
) {
	// The log tells the port also where the public address is another one.
	const all = { VICHE_DATA: folder, LOG_LEVEL: 'info', ...settings };
	const { heard, ready, ended, signal } = limits
		? startProcess(
				{ ...all, LOG_LEVEL: 'silent', LIVE_LIMITS: JSON.stringify(limits) },
				{ under, program: 'tests/support/servers/viche.ts' }
			)
		: startProcess(all, { under });
	await ready();
	const port = Number(await heard(/Server listening at http:\/\/127\.0\.0\.1:(\d+)/));
	return {
		port,
		origin: `http://localhost:${port}`,
		ended,
		kill(name: NodeJS.Signals) {
			signal(name);
			return ended;
		}
	};
}
export type ServerProcess = Awaited<ReturnType<typeof startOn>>;
