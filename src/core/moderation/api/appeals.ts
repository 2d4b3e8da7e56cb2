import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { Id, Instant, iso, KeyHeader, PageOf, strict, Words } from '../../kernel/schemas.ts';
import { appealOutcomes, groundCodes } from '../model.ts';
import { AppealItemJson, appealItemJson, AppealJson, appealJson } from '../schemas.ts';

const params = Type.Object({ id: Id }, strict);

export const appealRoutes =
	({ moderation }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.post(
			'/moderation/decisions/:id/appeals',
			{
				config: { action: 'moderation.appeal' },
				schema: {
					summary: 'Appeals, free and once, to a centre in another raion that is drawn by lot.',
					params,
					headers: KeyHeader,
					body: Type.Object(
						{
							text: Words(20_000),
							code: Type.Optional(
								Type.String({ maxLength: 60, description: 'Of the receipt, without an account.' })
							)
						},
						strict
					),
					response: { 201: Type.Object({ id: Id, dueAt: Instant }) }
				}
			},
			async ({ actor, params, body, headers, ip: address }, reply) => {
				const { id, dueAt } = await moderation.appeal(actor, {
					decisionId: params.id,
					...body,
					address,
					key: headers['idempotency-key']
				});
				return reply.code(201).send({ id, dueAt: iso(dueAt) });
			}
		);
		server.get(
			'/moderation/appeals',
			{
				config: { action: 'appeal.read' },
				schema: {
					summary: 'Appeals that wait for you as a coordinator, most urgent first.',
					response: { 200: PageOf(AppealItemJson) }
				}
			},
			async ({ actor }) => ({
				items: (await moderation.appeals(actor, undefined)).map(appealItemJson),
				next: null
			})
		);
		server.get(
			'/appeals/:id',
			{
				config: { action: 'appeal.read' },
				schema: {
					summary: 'An appeal with the words, and the decision that it is against.',
					params,
					response: { 200: AppealJson }
				}
			},
			async ({ actor, params }) => appealJson(await moderation.appealPage(actor, params))
		);
		server.post(
			'/appeals/:id/decision',
			{
				config: { action: 'appeal.decide' },
				schema: {
					summary: 'Upholds the decision, changes its ground or restores the words, with reasons.',
					params,
					headers: KeyHeader,
					body: Type.Object(
						{
							outcome: Type.Enum([...appealOutcomes]),
							reason: Words(20_000),
							ground: Type.Optional(Type.Enum([...groundCodes]))
						},
						strict
					),
					response: { 201: Type.Object({ id: Id }) }
				}
			},
			async ({ actor, params, body, headers }, reply) =>
				reply.code(201).send(
					await moderation.decideAppeal(actor, {
						...params,
						...body,
						key: headers['idempotency-key']
					})
				)
		);
	};
