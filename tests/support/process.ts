import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach } from 'vitest';

const running = new Set<ReturnType<typeof spawn>>();

/** Nothing outlives the test that started it, also when that fails. */
afterEach(async () => {
	for (const child of running) {
		child.kill('SIGKILL');
		await once(child, 'exit');
	}
});

/** Viche as its own process, as it was built; `before` runs in it ahead of anything of ours. */
export function startProcess(settings: Record<string, string>, before = '') {
	const args =
		before === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(before)}`];
	const child = spawn(process.execPath, [...args, 'dist/main.js'], {
		env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...settings },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	running.add(child);
	const said = { out: '', err: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
	// `close`, not `exit`: by then everything it said has been read.
	const ended = once(child, 'close').then(([code, signal]) => {
		running.delete(child);
		return { code: code as number | null, signal: signal as string | null, ...said };
	});

	/** The address it announces; throws what it complained of when it ends without one. */
	async function ready(): Promise<string> {
		for (;;) {
			const address = /^Viche is ready at (\S+) \(\d+ ms\)$/m.exec(said.out)?.[1];
			if (address) return address;
			const news = once(child.stdout, 'data').then(() => undefined);
			const end = await Promise.race([news, ended]);
			if (end) throw new Error(`It ended with ${end.code}: ${end.err}`);
		}
	}
	return { said, ready, ended, signal: (name: 'SIGTERM' | 'SIGINT') => child.kill(name) };
}
