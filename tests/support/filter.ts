import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** What a network on the way does to live updates; everything else passes. */
interface Rules {
	/** WebSockets: let through, or answered as by a proxy that does not know them. */
	upgrades: 'pass' | 'refuse';
	/** Server-sent events: let through, cut off at their first byte, or kept back until they end. */
	streams: 'pass' | 'cut' | 'hold';
}

/** A proxy as in schools and offices, between clients and a server. */
export async function startFilter() {
	const rules: Rules = { upgrades: 'pass', streams: 'pass' };
	const lines = new Set<Socket>();
	const passed = { upgrades: 0, streams: 0, polls: 0 };
	let target: number;

	const server = createServer((asked, answer) => {
		const { method, url: path, headers } = asked;
		const isStream = path!.startsWith('/api/v1/events?');
		if (path!.startsWith('/api/v1/events/poll')) passed.polls++;
		const far = request({ port: target, host: '127.0.0.1', method, path, headers }, (response) => {
			if (isStream && rules.streams === 'hold') return void response.resume();
			answer.writeHead(response.statusCode!, response.headers);
			if (!isStream) return void response.pipe(answer);
			if (rules.streams === 'cut') return void answer.destroy();
			passed.streams++;
			answer.flushHeaders();
			response.pipe(answer);
		});
		keep(asked.socket);
		asked.pipe(far);
		far.on('error', () => answer.destroy());
		answer.on('close', () => far.destroy());
	});
	server.on('upgrade', (asked: IncomingMessage, near: Socket, head: Buffer) => {
		keep(near);
		if (rules.upgrades === 'refuse')
			return near.end('HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\n\r\n');
		passed.upgrades++;
		const far = connect(target, '127.0.0.1', () => {
			const fields = asked.rawHeaders.map((part, place) => part + (place % 2 ? '\r\n' : ': '));
			far.write(`GET ${asked.url} HTTP/1.1\r\n${fields.join('')}\r\n`);
			far.write(head);
			near.pipe(far).pipe(near);
		});
		keep(far);
		far.on('close', () => near.destroy());
		near.on('close', () => far.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	function keep(socket: Socket): void {
		if (lines.has(socket)) return;
		lines.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => lines.delete(socket));
	}
	const cut = () => {
		for (const socket of lines) socket.destroy();
	};

	return {
		origin: `http://localhost:${port}`,
		/** How much has been let through. */
		passed,
		pointAt: (port: number) => void (target = port),
		/** Other rules from now on; what is open under the old ones is cut. */
		become(changed: Partial<Rules>): void {
			Object.assign(rules, changed);
			cut();
		},
		cut,
		async close(): Promise<void> {
			server.close();
			cut();
			await once(server, 'close');
		}
	};
}
