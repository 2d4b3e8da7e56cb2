import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { ConsultationNumber, Id, KeyHeader, Limit, strict, Words } from '../kernel/schemas.ts';
import { contributionKinds, displays } from './model.ts';

const params = Type.Object({ number: ConsultationNumber }, strict);
const oneOf = <const T extends readonly string[]>(values: T) =>
	Type.Union(values.map((value) => Type.Literal(value as T[number])));

export const contributionRoutes =
	({ contributions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/consultations/:number/contributions',
			{
				config: { action: 'contribution.read' },
				schema: {
					params,
					querystring: Type.Object(
						{
							kind: Type.Optional(oneOf(contributionKinds)),
							channel: Type.Optional(Type.Literal('online')),
							sort: Type.Optional(oneOf(['new', 'old'])),
							limit: Limit,
							cursor: Type.Optional(Type.Integer({ minimum: 0 }))
						},
						strict
					)
				}
			},
			async ({ actor, params, query: { channel: _channel, ...filter } }) => {
				const { items, next } = await contributions.list(actor, { ...params, ...filter });
				return { items, next: next === null ? null : String(next) };
			}
		);
		server.get(
			'/consultations/:number/contributions/:seq',
			{
				config: { action: 'contribution.read' },
				schema: {
					params: Type.Object(
						{ number: ConsultationNumber, seq: Type.Integer({ minimum: 1 }) },
						strict
					)
				}
			},
			async ({ actor, params }) => contributions.bySeq(actor, params)
		);
		server.post(
			'/consultations/:number/contributions',
			{
				config: { action: 'contribution.write' },
				schema: {
					params,
					headers: KeyHeader,
					body: Type.Object(
						{
							kind: oneOf(contributionKinds),
							text: Words(20_000),
							paragraphId: Type.Optional(Id),
							display: oneOf(displays),
							organisationId: Type.Optional(Id)
						},
						strict
					)
				}
			},
			async ({ actor, params, body, headers }, reply) => {
				const { id, number, version, receipt } = await contributions.write(actor, {
					...params,
					...body,
					key: headers['idempotency-key']
				});
				return reply.code(201).send({ id, number, version, receipt });
			}
		);
	};
