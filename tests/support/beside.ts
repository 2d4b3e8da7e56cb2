import type { AddressInfo } from 'node:net';
import type { App } from '#core/app.ts';
import { provideApp } from '#core/running.ts';
import { createServer } from '../../src/server/server.ts';
import { createSender } from './http.ts';
import { unlimited } from './limits.ts';

/** Servers of one application, under one name: those that keep no page draw what is true. */
export async function serveBeside(app: App, ...caches: number[]) {
	provideApp(app);
	const site = { origin: new URL('http://viche.example') };
	return Promise.all(
		caches.map(async (pageCacheBytes) => {
			const server = await createServer(app, {
				site,
				pageCacheBytes,
				dev: false,
				limits: unlimited,
				trustProxy: [],
				logLevel: 'silent'
			});
			await server.listen({ port: 0, host: '127.0.0.1' });
			const { port } = server.server.address() as AddressInfo;
			const send = createSender(port);
			return {
				port,
				host: site.origin.host,
				cache: server.pageCache,
				get: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
					send(path, { method, headers: { host: site.origin.host, ...headers } }),
				async stop() {
					send.close();
					await server.close();
				}
			};
		})
	);
}
export type Beside = Awaited<ReturnType<typeof serveBeside>>[number];
