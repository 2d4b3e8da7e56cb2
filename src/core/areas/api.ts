import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { Id, Limit, strict, Words } from '../kernel/schemas.ts';

const after = Type.Optional(Type.Integer({ minimum: 0 }));

/** Places and who works for them: areas, authorities, centres. */
export const placeRoutes =
	({ areas, authorities, centres }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		const listQuery = Type.Object({ limit: Limit, cursor: after }, strict);
		const page = <Item>({ items, next }: { items: Item[]; next: number | null }) => ({
			items,
			next: next === null ? null : String(next)
		});
		server.get(
			'/areas',
			{
				config: { action: 'area.read' },
				schema: {
					querystring: Type.Object(
						{
							kind: Type.Optional(Id),
							parent: Type.Optional(Id),
							q: Type.Optional(Words(100)),
							limit: Limit,
							cursor: after
						},
						strict
					)
				}
			},
			async ({ actor, query: { q, kind, parent, limit = 100, cursor } }) => {
				if (q !== undefined)
					return { items: await areas.residences(actor, { q, limit }), next: null };
				return page(
					await areas.list(actor, {
						limit,
						...(kind === undefined ? {} : { kind }),
						...(parent === undefined ? {} : { parentId: parent }),
						...(cursor === undefined ? {} : { after: cursor })
					})
				);
			}
		);
		server.get(
			'/authorities',
			{ config: { action: 'authority.read' }, schema: { querystring: listQuery } },
			async ({ actor, query: { limit = 100, cursor = -1 } }) =>
				page(await authorities.list(actor, { limit, after: cursor }))
		);
		server.get(
			'/centres',
			{ config: { action: 'centre.read' }, schema: { querystring: listQuery } },
			async ({ actor, query: { limit = 100, cursor = -1 } }) =>
				page(await centres.list(actor, { limit, after: cursor }))
		);
	};
