import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import {
	Cursor,
	Id,
	Instant,
	iso,
	KeyHeader,
	Limit,
	OptionalKeyHeader,
	PageOf,
	strict,
	Words
} from '../../kernel/schemas.ts';
import { groundCodes, moderationActions } from '../model.ts';
import { QueueItemJson, queueItemJson } from '../schemas.ts';

const params = Type.Object({ id: Id }, strict);

/** About a contribution or about a reply, never both. */
const decisionAbout = <const Name extends string>(id: Name) =>
	Type.Object(
		{
			...({ [id]: Id } as Record<Name, typeof Id>),
			version: Type.Integer({ minimum: 1 }),
			action: Type.Enum([...moderationActions]),
			ground: Type.Enum([...groundCodes]),
			reason: Words(20_000),
			fragment: Type.Optional(Words(20_000)),
			lawArticle: Type.Optional(Words(1000))
		},
		strict
	);

const flagged = [
	['/contributions/:id/flags', 'Asks the centre to look at a contribution.'],
	['/replies/:id/flags', 'Asks the centre to look at a reply.']
] as const;

export const moderationRoutes =
	({ moderation }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		for (const [path, summary] of flagged)
			server.post(
				path,
				{
					config: { action: 'contribution.flag' },
					schema: {
						summary,
						params,
						headers: OptionalKeyHeader,
						body: Type.Object(
							{ ground: Type.Enum([...groundCodes]), note: Type.Optional(Words(4000)) },
							strict
						),
						response: { 201: Type.Object({ id: Id }) }
					}
				},
				async ({ actor, params, body, headers }, reply) =>
					reply.code(201).send(
						await moderation.flag(actor, {
							...params,
							...body,
							key: headers['idempotency-key']
						})
					)
			);
		server.get(
			'/moderation/queue',
			{
				config: { action: 'queue.read' },
				schema: {
					summary: 'What waits for your centre, most urgent first.',
					querystring: Type.Object({ limit: Limit, cursor: Cursor }, strict),
					response: { 200: PageOf(QueueItemJson) }
				}
			},
			async ({ actor, query }) => {
				const { items, next } = await moderation.queue(actor, query);
				return { items: items.map(queueItemJson), next };
			}
		);
		server.post(
			'/moderation/queue/:id/claim',
			{
				config: { action: 'queue.claim' },
				schema: {
					summary:
						'Takes an item for ten minutes; its id is that of the contribution or the reply.',
					params,
					response: { 200: Type.Object({ until: Instant }) }
				}
			},
			async ({ actor, params }) => {
				const { until } = await moderation.claim(actor, params);
				return { until: iso(until) };
			}
		);
		server.post(
			'/moderation/decisions',
			{
				config: { action: 'contribution.moderate' },
				schema: {
					summary: 'Decides with reasons: the author reads them.',
					headers: KeyHeader,
					body: Type.Union([decisionAbout('contributionId'), decisionAbout('replyId')]),
					response: { 201: Type.Object({ id: Id, version: Type.Integer() }) }
				}
			},
			async ({ actor, body, headers }, reply) => {
				const { contributionId, replyId, ...decision } = {
					contributionId: '',
					replyId: '',
					...body
				};
				const id = contributionId || replyId;
				const key = headers['idempotency-key'];
				return reply.code(201).send(await moderation.decide(actor, { ...decision, id, key }));
			}
		);
	};
