import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface ProcessOptions {
	env?: Record<string, string>;
	/** A command that runs the server, as `sh -c …` or `strace …`; node and its arguments follow. */
	under?: readonly string[];
}

/** The built server as a process of its own, as it runs anywhere else. */
export async function startProcess(folder: string, { env = {}, under = [] }: ProcessOptions = {}) {
	const [command, ...args] = [...under, process.execPath, 'dist/main.js'];
	const child = spawn(command, args, {
		env: {
			...process.env,
			PORT: '0',
			VICHE_DATA: folder,
			VICHE_ORIGIN: '',
			VICHE_DEMO: '',
			VICHE_DATABASE_URL: '',
			// Only there the port is told where the public address is another one.
			LOG_LEVEL: 'info',
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	// A test that failed leaves nothing running.
	const end = () => child.kill('SIGKILL');
	process.once('exit', end);
	let said = '';
	const exited = once(child, 'close').then(([code]) => {
		process.removeListener('exit', end);
		return { code: code as number | null, said };
	});
	const ready = new Promise<string>((resolve, reject) => {
		const listen = (bytes: Buffer) => {
			said += bytes.toString();
			const address = /Server listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
			if (address && said.includes('Viche is ready')) resolve(address);
		};
		child.stdout.on('data', listen);
		child.stderr.on('data', listen);
		void exited.then(({ code }) => reject(new Error(`The server ended (${code}): ${said}`)));
	});
	const port = Number(await ready);
	return {
		port,
		origin: `http://localhost:${port}`,
		exited,
		async kill(signal: NodeJS.Signals) {
			child.kill(signal);
			return exited;
		}
	};
}
export type ServerProcess = Awaited<ReturnType<typeof startProcess>>;
