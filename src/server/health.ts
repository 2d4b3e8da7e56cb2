import type { FastifyInstance } from 'fastify';
import type { App } from '#core/app.ts';
import type { Load } from './load.ts';

const options = { config: { action: 'infrastructure' } } as const;
const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Whether the process lives, and whether it can take writes and keeps up. */
export function healthRoutes(server: FastifyInstance, app: App, load: Load): void {
	server.get('/healthz', options, (_, reply) => reply.headers(headers).send({ ok: true }));
	server.get('/readyz', options, (_, reply) => {
		const ready = app.storage.ready && !load.isTooMuch();
		reply.headers(headers).code(ready ? 200 : 503);
		if (!ready) reply.header('retry-after', 5);
		return reply.send({ ready });
	});
}
