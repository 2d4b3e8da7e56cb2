import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { Id, OptionalKeyHeader, strict, Words } from '../../kernel/schemas.ts';

const params = Type.Object({ id: Id }, strict);
const version = Type.Object({ version: Type.Integer() });
const support = Type.Object({ support: Type.Integer() });

/** What authors do with their own words until closing, and others by agreeing with them. */
export const ownContributionRoutes =
	({ contributions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.patch(
			'/contributions/:id',
			{
				config: { action: 'contribution.correct' },
				schema: {
					summary: 'Corrects your own contribution until closing; the earlier words stay readable.',
					params,
					headers: OptionalKeyHeader,
					body: Type.Object(
						{
							text: Words(20_000),
							version: Type.Integer({
								minimum: 1,
								description: 'The version corrected; another one there: 409.'
							})
						},
						strict
					),
					response: { 200: version }
				}
			},
			async ({ actor, params, body, headers }) =>
				contributions.correct(actor, { ...params, ...body, key: headers['idempotency-key'] })
		);
		server.delete(
			'/contributions/:id',
			{
				config: { action: 'contribution.withdraw' },
				schema: {
					summary: 'Takes your own contribution back until closing; its number stays.',
					params,
					headers: OptionalKeyHeader,
					response: { 200: version }
				}
			},
			async ({ actor, params, headers }) =>
				contributions.withdraw(actor, { ...params, key: headers['idempotency-key'] })
		);
		server.put(
			'/contributions/:id/support',
			{
				config: { action: 'contribution.support' },
				schema: {
					summary:
						'Agrees with a contribution, once for each account, or for an organisation that you represent.',
					params,
					headers: OptionalKeyHeader,
					querystring: Type.Object({ organisation: Type.Optional(Id) }, strict),
					response: { 200: support }
				}
			},
			async ({ actor, params, query, headers }) =>
				contributions.support(actor, {
					contributionId: params.id,
					organisationId: query.organisation,
					key: headers['idempotency-key']
				})
		);
		server.delete(
			'/contributions/:id/support',
			{
				config: { action: 'contribution.support' },
				schema: {
					summary: 'Agrees no longer.',
					params,
					headers: OptionalKeyHeader,
					response: { 200: support }
				}
			},
			async ({ actor, params, headers }) =>
				contributions.withdrawSupport(actor, {
					contributionId: params.id,
					key: headers['idempotency-key']
				})
		);
	};
