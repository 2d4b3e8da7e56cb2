/** A server with nothing to do but send the same bytes: the limit of a page that lies ready. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import Fastify from 'fastify';
import { tell } from '../targets.ts';

const [address, path] = process.argv.slice(2) as [string, string];
// As they are on the wire: `fetch` would unpack them.
const request = get(address + path, { headers: { 'accept-encoding': 'br' } });
const [answer] = (await once(request, 'response')) as [IncomingMessage];
const body = Buffer.concat(await answer.toArray());
const { etag = '', 'content-encoding': encoding } = answer.headers;
const server = Fastify();
server.get(path, (request, reply) => {
	if (request.headers['if-none-match'] === etag) return reply.code(304).header('etag', etag).send();
	return reply
		.header('content-type', 'text/html; charset=utf-8')
		.header('content-encoding', encoding)
		.header('etag', etag)
		.send(body);
});
tell({ origin: await server.listen({ port: 0, host: '127.0.0.1' }) });
