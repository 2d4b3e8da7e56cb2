import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { channels, contributionKinds, tiers } from '../../contributions/model.ts';
import {
	ConsultationNumber,
	Id,
	KeyHeader,
	ListQuery,
	OptionalKeyHeader,
	strict,
	Words
} from '../../kernel/schemas.ts';
import { answerStatuses, mostAnsweredAtOnce } from '../model.ts';
import { InboxJson, inboxJson } from '../schemas.ts';

const params = Type.Object({ id: Id }, strict);
const text = Type.Object({ text: Words(20_000) }, strict);
const made = { 201: Type.Object({ id: Id }) };

export const answerRoutes =
	({ answers }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/office/consultations/:number/inbox',
			{
				config: { action: 'inbox.read' },
				schema: {
					summary: 'What your authority answers, oldest first, with how far it has come.',
					params: Type.Object({ number: ConsultationNumber }, strict),
					querystring: Type.Object(
						{
							state: Type.Optional(Type.Enum(['waiting', 'answered'])),
							kind: Type.Optional(Type.Enum([...contributionKinds])),
							tier: Type.Optional(Type.Enum([...tiers])),
							channel: Type.Optional(Type.Enum([...channels])),
							paragraph: Type.Optional(Id),
							...ListQuery
						},
						strict
					),
					response: { 200: InboxJson }
				}
			},
			async ({ actor, params, query: { paragraph: paragraphId, ...filter } }) =>
				inboxJson(await answers.inbox(actor, { ...params, ...filter, paragraphId }))
		);
		server.post(
			'/contributions/:id/answer',
			{
				config: { action: 'contribution.answer' },
				schema: {
					summary: 'Answers a contribution, and others with the same status and words.',
					params,
					headers: KeyHeader,
					body: Type.Object(
						{
							status: Type.Enum([...answerStatuses]),
							reasons: Words(20_000),
							alsoFor: Type.Optional(Type.Array(Id, { maxItems: mostAnsweredAtOnce - 1 })),
							paragraphIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
							version: Type.Optional(
								Type.Integer({
									minimum: 0,
									description:
										'Of the answer that it has so far, 0 for none; another one there: 409. Not of those in `alsoFor`.'
								})
							)
						},
						strict
					),
					response: made
				}
			},
			async ({ actor, params, body, headers }, reply) => {
				const { status, alsoFor = [], version, ...given } = body;
				const answered = [...new Set([params.id, ...alsoFor])];
				const answer = await answers.give(actor, {
					...given,
					answered: answered.map((contributionId) => ({
						contributionId,
						status,
						version: contributionId === params.id ? version : undefined
					})),
					key: headers['idempotency-key']
				});
				return reply.code(201).send(answer);
			}
		);
		server.post(
			'/contributions/:id/dispute',
			{
				config: { action: 'answer.dispute' },
				schema: {
					summary: 'Its author says, once and after the report, that the answer is none.',
					params,
					headers: OptionalKeyHeader,
					body: text,
					response: made
				}
			},
			async ({ actor, params, body, headers }, reply) =>
				reply.code(201).send(
					await answers.dispute(actor, {
						contributionId: params.id,
						...body,
						key: headers['idempotency-key']
					})
				)
		);
		server.post(
			'/contributions/:id/supplement',
			{
				config: { action: 'answer.supplement' },
				schema: {
					summary: 'The authority adds to a disputed answer, once.',
					params,
					headers: OptionalKeyHeader,
					body: text,
					response: made
				}
			},
			async ({ actor, params, body, headers }, reply) =>
				reply.code(201).send(
					await answers.supplement(actor, {
						contributionId: params.id,
						...body,
						key: headers['idempotency-key']
					})
				)
		);
	};
