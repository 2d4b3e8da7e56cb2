import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createSender, writeRaw, type Sent } from './http.ts';
import { startDemo } from './server.ts';

/** The real server, for requests written by hand. */
export async function startAtEdge(
	settings: Record<string, string> = {},
	clock: () => number = Date.now
) {
	const demo = await startDemo(clock, { settings });
	const { port } = demo.server.server.address() as AddressInfo;
	const { host } = new URL(demo.origin);
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
		/** A form of our own pages, as a browser sends it. */
		form: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
			ask(path, {
				method: 'POST',
				headers: {
					accept: 'text/html',
					origin: demo.origin,
					'content-type': 'application/x-www-form-urlencoded',
					...headers
				},
				body: new URLSearchParams(fields).toString()
			}),
		/** JSON as a program sends it. */
		json: (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
			ask(path, {
				method,
				headers: {
					origin: demo.origin,
					'content-type': 'application/json',
					'idempotency-key': randomUUID(),
					...headers
				},
				body: JSON.stringify(body)
			}),
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
