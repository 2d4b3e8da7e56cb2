import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import {
	Cursor,
	Id,
	KeyHeader,
	Limit,
	OptionalKeyHeader,
	strict,
	Words
} from '../kernel/schemas.ts';

const params = Type.Object({ id: Id }, strict);

export const moderationRoutes =
	({ moderation }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.post(
			'/contributions/:id/flags',
			{
				config: { action: 'contribution.flag' },
				schema: {
					params,
					headers: OptionalKeyHeader,
					body: Type.Object({ ground: Id, note: Type.Optional(Words(4000)) }, strict)
				}
			},
			async ({ actor, params, body, headers }, reply) =>
				reply.code(201).send(
					await moderation.flag(actor, {
						contributionId: params.id,
						...body,
						key: headers['idempotency-key']
					})
				)
		);
		server.get(
			'/moderation/queue',
			{
				config: { action: 'queue.read' },
				schema: { querystring: Type.Object({ limit: Limit, cursor: Cursor }, strict) }
			},
			async ({ actor, query }) => moderation.queue(actor, query)
		);
		server.post(
			'/moderation/queue/:id/claim',
			{ config: { action: 'queue.claim' }, schema: { params } },
			async ({ actor, params }) => {
				const { until } = await moderation.claim(actor, { contributionId: params.id });
				return { until: new Date(until).toISOString() };
			}
		);
		server.post(
			'/moderation/decisions',
			{
				config: { action: 'contribution.moderate' },
				schema: {
					headers: KeyHeader,
					body: Type.Object(
						{
							contributionId: Id,
							version: Type.Integer({ minimum: 1 }),
							action: Id,
							ground: Id,
							reason: Words(20_000),
							fragment: Type.Optional(Words(20_000)),
							lawArticle: Type.Optional(Words(1000))
						},
						strict
					)
				}
			},
			async ({ actor, body, headers }, reply) =>
				reply
					.code(201)
					.send(await moderation.decide(actor, { ...body, key: headers['idempotency-key'] }))
		);
	};
