import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import {
	ConsultationNumber,
	Cursor,
	Id,
	KeyHeader,
	Limit,
	PageOf,
	Position,
	strict,
	Words
} from '../../kernel/schemas.ts';
import { channels, contributionKinds, displays, sorts } from '../model.ts';
import {
	ContributionJson,
	contributionJson,
	EarlierJson,
	earlierJson,
	ReceiptJson
} from '../schemas.ts';

const params = Type.Object({ number: ConsultationNumber }, strict);
const oneOf = Type.Object({ number: ConsultationNumber, seq: Position(1) }, strict);

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
							organisations: Type.Optional(
								Type.Enum(['true', 'false'], { description: 'Of organisations only.' })
							),
							sort: Type.Optional(Type.Enum([...sorts])),
							limit: Limit,
							cursor: Cursor
						},
						strict
					),
					response: { 200: PageOf(ContributionJson) }
				}
			},
			async ({ actor, params, query }) => {
				const { paragraph: paragraphId, organisations, ...filter } = query;
				const page = await contributions.list(actor, {
					...params,
					...filter,
					paragraphId,
					organisations: organisations === 'true'
				});
				return { ...page, items: page.items.map(contributionJson) };
			}
		);
		server.get(
			'/consultations/:number/contributions/:seq',
			{
				config: { action: 'contribution.read' },
				schema: {
					summary: 'One contribution, by its number within the consultation.',
					params: oneOf,
					response: { 200: ContributionJson }
				}
			},
			async ({ actor, params }) => contributionJson(await contributions.bySeq(actor, params))
		);
		server.get(
			'/consultations/:number/contributions/:seq/versions',
			{
				config: { action: 'contribution.read' },
				schema: {
					summary: 'What its author wrote before corrections, oldest first.',
					params: oneOf,
					response: { 200: PageOf(EarlierJson) }
				}
			},
			async ({ actor, params }) => ({
				items: (await contributions.versions(actor, params)).map(earlierJson),
				next: null
			})
		);
		server.post(
			'/consultations/:number/similar',
			{
				config: { action: 'contribution.read' },
				schema: {
					summary:
						'Proposals like a text that somebody is writing; a post, so that it stays out of addresses and logs.',
					params,
					body: Type.Object({ text: Words(20_000) }, strict),
					response: { 200: PageOf(ContributionJson) }
				}
			},
			async ({ actor, params, body }) => {
				const items = await contributions.similar(actor, { ...params, ...body });
				return { items: items.map(contributionJson), next: null };
			}
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
							receipt: ReceiptJson
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
