import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import {
	ConsultationNumber,
	Id,
	KeyHeader,
	PageOf,
	Position,
	strict,
	Words
} from '../../kernel/schemas.ts';
import { displays } from '../model.ts';
import { ReplyJson, threadJson } from '../schemas.ts';

export const replyRoutes =
	({ contributions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/consultations/:number/contributions/:seq/replies',
			{
				config: { action: 'contribution.read' },
				schema: {
					summary: 'The whole thread in reading order; each reply names the one that it answers.',
					params: Type.Object({ number: ConsultationNumber, seq: Position(1) }, strict),
					response: { 200: PageOf(ReplyJson) }
				}
			},
			async ({ actor, params }) => ({
				items: threadJson(await contributions.thread(actor, params)),
				next: null
			})
		);
		server.post(
			'/contributions/:id/replies',
			{
				config: { action: 'reply.write' },
				schema: {
					summary: 'Replies to a contribution or to a reply, at most three deep.',
					params: Type.Object({ id: Id }, strict),
					headers: KeyHeader,
					body: Type.Object(
						{
							text: Words(20_000),
							parentReplyId: Type.Optional(Id),
							display: Type.Optional(Type.Enum([...displays])),
							organisationId: Type.Optional(Id)
						},
						strict
					),
					response: { 201: Type.Object({ id: Id, version: Type.Integer() }) }
				}
			},
			async ({ actor, params, body, headers }, reply) => {
				const key = headers['idempotency-key'];
				const written = await contributions.reply(actor, {
					contributionId: params.id,
					...body,
					key
				});
				return reply.code(201).send(written);
			}
		);
	};
