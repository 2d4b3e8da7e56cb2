import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import {
	ConsultationNumber,
	Id,
	KeyHeader,
	Limit,
	PageOf,
	pageOf,
	Position,
	strict,
	Words
} from '../kernel/schemas.ts';
import { channels, contributionKinds, displays } from './model.ts';
import { ContributionJson, contributionJson } from './schemas.ts';

const params = Type.Object({ number: ConsultationNumber }, strict);

export const contributionRoutes =
	({ contributions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/consultations/:number/contributions',
			{
				config: { action: 'contribution.read' },
				schema: {
					summary: 'What people wrote, newest first; a stub stands for what is hidden.',
					params,
					querystring: Type.Object(
						{
							kind: Type.Optional(Type.Enum([...contributionKinds])),
							channel: Type.Optional(Type.Enum([...channels])),
							paragraph: Type.Optional(Id),
							sort: Type.Optional(Type.Enum(['new', 'old'])),
							limit: Limit,
							cursor: Type.Optional(Position(0))
						},
						strict
					),
					response: { 200: PageOf(ContributionJson) }
				}
			},
			async ({ actor, params, query: { channel: _, paragraph: paragraphId, ...filter } }) => {
				const page = await contributions.list(actor, { ...params, paragraphId, ...filter });
				return pageOf({ ...page, items: page.items.map(contributionJson) });
			}
		);
		server.get(
			'/consultations/:number/contributions/:seq',
			{
				config: { action: 'contribution.read' },
				schema: {
					summary: 'One contribution, by its number within the consultation.',
					params: Type.Object({ number: ConsultationNumber, seq: Position(1) }, strict),
					response: { 200: ContributionJson }
				}
			},
			async ({ actor, params }) => contributionJson(await contributions.bySeq(actor, params))
		);
		server.post(
			'/consultations/:number/contributions',
			{
				config: { action: 'contribution.write' },
				schema: {
					summary: 'Writes a contribution; number and receipt come back at once.',
					params,
					headers: KeyHeader,
					body: Type.Object(
						{
							kind: Type.Enum([...contributionKinds]),
							text: Words(20_000),
							paragraphId: Type.Optional(Id),
							display: Type.Enum([...displays]),
							organisationId: Type.Optional(Id)
						},
						strict
					),
					response: {
						201: Type.Object({
							id: Id,
							number: Type.String(),
							version: Type.Integer(),
							receipt: Type.Object({ number: Type.String(), code: Type.String() })
						})
					}
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
