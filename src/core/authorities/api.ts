import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { ListQuery, PageOf, pageOf, strict } from '../kernel/schemas.ts';
import { AuthorityJson } from './schemas.ts';

export const authorityRoutes =
	({ authorities }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/authorities',
			{
				config: { action: 'authority.read' },
				schema: {
					summary: 'Bodies that consult, in Ukrainian order of their names.',
					querystring: Type.Object(ListQuery, strict),
					response: { 200: PageOf(AuthorityJson) }
				}
			},
			async ({ actor, query: { limit, cursor: after } }) =>
				pageOf(await authorities.list(actor, { limit, after }))
		);
	};
