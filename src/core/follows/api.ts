import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { phases } from '../consultations/model.ts';
import { Refusal } from '../kernel/errors.ts';
import {
	Instant,
	iso,
	OptionalKeyHeader,
	orNull,
	PartlyTrilingual,
	strict
} from '../kernel/schemas.ts';
import { followKinds, type Followed } from './model.ts';

const Kind = Type.Enum([...followKinds]);
const Of = Type.String({
	minLength: 1,
	maxLength: 80,
	description: 'Number of the consultation, or the short name (`slug`) of the authority or place.'
});
const params = Type.Object(
	{
		kind: Type.String({ maxLength: 20, description: followKinds.join(', ') }),
		of: Of
	},
	strict
);

/** What an address names; refuses `not_found`. */
function followed({ kind, of }: { kind: string; of: string }): Followed {
	const known = followKinds.find((one) => one === kind);
	if (!known) throw new Refusal('not_found');
	return { kind: known, of };
}

export const followRoutes =
	({ follows }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/account/follows',
			{
				config: { action: 'follow.readOwn' },
				schema: {
					summary: 'What your account follows: of these it is told what happens.',
					response: {
						200: Type.Object({
							items: Type.Array(
								Type.Object({
									kind: Kind,
									of: Of,
									name: PartlyTrilingual,
									phase: orNull(Type.Enum([...phases])),
									since: Instant
								})
							)
						})
					}
				}
			},
			async ({ actor }) => {
				const all = await follows.own(actor, undefined);
				return { items: all.map(({ since, ...one }) => ({ ...one, since: iso(since) })) };
			}
		);
		server.put(
			'/account/follows/:kind/:of',
			{
				config: { action: 'follow.change' },
				schema: {
					summary: 'Follows a consultation, an authority or a place; again changes nothing.',
					params,
					headers: OptionalKeyHeader,
					response: { 204: Type.Null() }
				}
			},
			async ({ actor, params, headers }, reply) => {
				await follows.start(actor, { ...followed(params), key: headers['idempotency-key'] });
				return reply.code(204).send(null);
			}
		);
		server.delete(
			'/account/follows/:kind/:of',
			{
				config: { action: 'follow.change' },
				schema: {
					summary: 'Stops following it.',
					params,
					headers: OptionalKeyHeader,
					response: { 204: Type.Null() }
				}
			},
			async ({ actor, params, headers }, reply) => {
				await follows.stop(actor, { ...followed(params), key: headers['idempotency-key'] });
				return reply.code(204).send(null);
			}
		);
	};
