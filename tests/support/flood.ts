import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

export interface Flood {
	path: string;
	perSecond: number;
	method?: string;
	headers?: Record<string, string>;
	body?: string;
	/** Of this machine: `127.0.0.2`, `127.0.0.3`, … */
	address?: string;
	connections?: number;
}

/** Requests without pause and without waiting for answers, over connections that stay open. */
export function startFlood(port: number, flood: Flood) {
	const {
		path,
		perSecond,
		method = 'GET',
		headers = {},
		body = '',
		address,
		connections = 50
	} = flood;
	const lines = Object.entries({
		host: `localhost:${port}`,
		...(body && { 'content-length': String(Buffer.byteLength(body)) }),
		...headers
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	const request = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
	const answers: Flooded['answers'] = {};
	let sent = 0;
	let stopped = false;
	const sockets = Array.from({ length: connections }, open);

	function open(): net.Socket {
		const socket = net.connect({
			port,
			host: '127.0.0.1',
			...(address && { localAddress: address })
		});
		socket.setNoDelay().setEncoding('latin1');
		socket.on('data', (text: string) => {
			for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g))
				answers[status!] = (answers[status!] ?? 0) + 1;
		});
		socket.on('error', () => undefined);
		socket.on('close', () => {
			if (!stopped) sockets[sockets.indexOf(socket)] = open();
		});
		return socket;
	}

	const began = performance.now();
	const pump = setInterval(() => {
		const due = ((performance.now() - began) / 1000) * perSecond;
		for (; sent < due; sent++) {
			const socket = sockets[sent % sockets.length]!;
			// Who is answered slowly does not pile up requests on this side.
			if (socket.writableLength < 65_536) socket.write(request);
		}
	}, 5);

	return {
		stop(): Flooded {
			stopped = true;
			clearInterval(pump);
			for (const socket of sockets) socket.destroy();
			return { sent, answers };
		}
	};
}

interface Flooded {
	sent: number;
	/** How many answers there were of each status. */
	answers: Record<string, number>;
}

/** The same in a process of its own, so that it delays nobody who is timed here. */
export async function forkFlood(port: number, flood: Flood) {
	const child = fork(
		join(import.meta.dirname, 'flooder.ts'),
		[JSON.stringify({ port, ...flood })],
		{
			execArgv: []
		}
	);
	await once(child, 'message');
	return {
		async stop(): Promise<Flooded> {
			const exited = once(child, 'exit');
			const told = once(child, 'message') as Promise<[Flooded]>;
			child.send('stop');
			const [flooded] = await told;
			await exited;
			return flooded;
		}
	};
}

export interface Asked {
	status: number;
	headers: http.IncomingHttpHeaders;
	text: string;
	milliseconds: number;
}

interface Ask {
	method?: string;
	headers?: Record<string, string>;
	body?: string;
}

/** Somebody with an address of this machine, as `127.0.0.2`, and with connections of their own. */
export function createVisitor(port: number, address: string, always: Record<string, string> = {}) {
	const agent = new http.Agent({ keepAlive: true, maxSockets: 6, localAddress: address });
	return {
		ask(path: string, { method = 'GET', headers, body = '' }: Ask = {}): Promise<Asked> {
			const began = performance.now();
			const all = {
				host: `localhost:${port}`,
				...(body && { 'content-length': String(Buffer.byteLength(body)) }),
				...always,
				...headers
			};
			return new Promise((resolve, reject) => {
				const options = { agent, host: '127.0.0.1', port, path, method, headers: all };
				const request = http.request(options, (response) => {
					const { statusCode, headers } = response;
					let text = '';
					response.setEncoding('utf8').on('data', (part: string) => (text += part));
					response.on('error', reject).on('end', () => {
						const milliseconds = performance.now() - began;
						resolve({ status: statusCode!, headers, text, milliseconds });
					});
				});
				request.on('error', reject).end(body);
			});
		},
		leave: () => agent.destroy()
	};
}
export type Visitor = ReturnType<typeof createVisitor>;

/** Each visitor asks for the paths in turn, a while apart, for so long. */
export async function askAround(
	visitors: readonly Visitor[],
	paths: readonly string[],
	{ seconds, apart = 100 }: { seconds: number; apart?: number }
): Promise<Asked[]> {
	const until = performance.now() + seconds * 1000;
	const found = await Promise.all(
		visitors.map(async ({ ask }, place) => {
			const asked: Asked[] = [];
			await after((apart / visitors.length) * place);
			for (let n = 0; performance.now() < until; n++) {
				const one = await ask(paths[n % paths.length]!);
				asked.push(one);
				await after(Math.max(0, apart - one.milliseconds));
			}
			return asked;
		})
	);
	return found.flat();
}

/** The slowest of the quickest 95 in a hundred. */
export function p95(asked: readonly Asked[]): number {
	const sorted = asked.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
	return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN;
}
