import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { ListQuery, PageOf, pageOf, strict } from '../kernel/schemas.ts';
import { CentreJson } from './schemas.ts';

export const centreRoutes =
	({ centres }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/centres',
			{
				config: { action: 'centre.read' },
				schema: {
					summary: 'Public Information Centres, in Ukrainian order of their towns.',
					querystring: Type.Object(ListQuery, strict),
					response: { 200: PageOf(CentreJson) }
				}
			},
			async ({ actor, query: { limit, cursor: after } }) =>
				pageOf(await centres.list(actor, { limit, after }))
		);
	};
