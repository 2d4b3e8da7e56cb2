/** A SvelteKit page with nothing to do but draw the same HTML: the limit of an uncached page. */
import { pathToFileURL } from 'node:url';
import Fastify from 'fastify';
import { tell } from '../targets.ts';

const { handler } = (await import(pathToFileURL(process.argv[2]!).href)) as {
	handler: (request: unknown, response: unknown, next: () => void) => void;
};
const server = Fastify();
server.all('/*', (request, reply) => {
	reply.hijack();
	handler(request.raw, reply.raw, () => reply.raw.end());
});
tell({ origin: await server.listen({ port: 0, host: '127.0.0.1' }) });
