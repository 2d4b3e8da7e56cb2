import type { FastifyInstance } from 'fastify';
import type { App } from '#core/app.ts';

const options = { config: { action: 'infrastructure' } } as const;
const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Whether the process lives, and whether it can take writes. */
export function healthRoutes(server: FastifyInstance, app: App): void {
	server.get('/healthz', options, (_, reply) => reply.headers(headers).send({ ok: true }));
	server.get('/readyz', options, (_, reply) => {
		const { ready } = app.storage;
		reply.headers(headers).code(ready ? 200 : 503);
		if (!ready) reply.header('retry-after', 5);
		return reply.send({ ready });
	});
}
