import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { Id, ListQuery, PageOf, pageOf, strict, Words } from '../kernel/schemas.ts';
import { areaKinds } from './model.ts';
import { AreaJson } from './schemas.ts';

export const areaRoutes =
	({ areas }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/areas',
			{
				config: { action: 'area.read' },
				schema: {
					summary: 'Places; with `q`, those where one may live whose name contains it.',
					querystring: Type.Object(
						{
							...ListQuery,
							kind: Type.Optional(Type.Enum([...areaKinds])),
							parent: Type.Optional(Id),
							q: Type.Optional(Words(100))
						},
						strict
					),
					response: { 200: PageOf(AreaJson) }
				}
			},
			async ({ actor, query: { q, kind, parent: parentId, limit, cursor: after } }) =>
				q === undefined
					? pageOf(await areas.list(actor, { kind, parentId, limit, after }))
					: { items: await areas.residences(actor, { q, limit }), next: null }
		);
	};
