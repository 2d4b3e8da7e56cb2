import type { AddressInfo } from 'node:net';
import { createSender, writeRaw, type Sent } from './http.ts';
import { startDemo } from './server.ts';

/** The real server, for requests written by hand. */
export async function startAtEdge() {
	const demo = await startDemo();
	const { port } = demo.server.server.address() as AddressInfo;
	const host = `localhost:${port}`;
	const send = createSender(port);
	const ask = (path: string, { headers, ...sent }: Sent = {}) =>
		send(path, { ...sent, headers: { host, ...headers } });
	return {
		...demo,
		port,
		host,
		/** With our name, unless the headers bring another. */
		send: ask,
		get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
		writeRaw: (bytes: string, options?: { answers: number }) => writeRaw(port, bytes, options),
		/** A whole request as bytes; `Host` is ours unless the lines bring their own. */
		request(first: string, lines: readonly string[] = [], body = ''): string {
			const named = lines.some((line) => /^host:/i.test(line));
			const all = [`${first} HTTP/1.1`, ...(named ? [] : [`Host: ${host}`]), ...lines, '', body];
			return all.join('\r\n');
		},
		async stop() {
			send.close();
			await demo.stop();
		}
	};
}
export type Edge = Awaited<ReturnType<typeof startAtEdge>>;
