import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { Id, KeyHeader, LiveCursor, OptionalKeyHeader, orNull, strict } from '../kernel/schemas.ts';
import { ballotTiers, type Choice, type PollKind } from './model.ts';
import { ChoiceJson, PollJson } from './schemas.ts';

const params = Type.Object({ id: Id }, strict);
const version = Type.Object({ version: Type.Integer() });
const expectedVersion = Type.Optional(
	Type.Integer({ minimum: 0, description: 'The version looked at, 0 for none; else 409.' })
);

export const pollRoutes =
	({ polls }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/polls/:id',
			{
				config: { action: 'poll.read' },
				schema: {
					summary: 'A poll; results by tier once it has closed.',
					params,
					response: {
						200: Type.Object({
							...PollJson.properties,
							consultation: Type.String(),
							cursor: LiveCursor
						})
					}
				}
			},
			async ({ actor, params }) => {
				const { consultation, ...poll } = await polls.byId(actor, params);
				return { ...poll, consultation: consultation.number };
			}
		);
		server.put(
			'/polls/:id/ballot',
			{
				config: { action: 'ballot.cast' },
				schema: {
					summary: 'Casts or changes your one ballot.',
					params,
					headers: KeyHeader,
					body: Type.Object({ choice: ChoiceJson, expectedVersion }, strict),
					response: { 200: version }
				}
			},
			async ({ actor, params, body, headers }) =>
				polls.cast(actor, { pollId: params.id, ...body, key: headers['idempotency-key'] })
		);
		server.get(
			'/polls/:id/ballot',
			{
				config: { action: 'ballot.readOwn' },
				schema: {
					summary: 'Your own ballot; its choice is null when there is none.',
					params,
					response: {
						200: Type.Object({
							version: Type.Integer(),
							tier: Type.Enum([...ballotTiers]),
							choice: orNull(ChoiceJson)
						})
					}
				}
			},
			async ({ actor, params }) => {
				const { kind } = await polls.byId(actor, params);
				const { choice, ...own } = await polls.ownBallot(actor, { pollId: params.id });
				return { ...own, choice: choice && asChoice(kind, choice) };
			}
		);
		server.delete(
			'/polls/:id/ballot',
			{
				config: { action: 'ballot.withdraw' },
				schema: {
					summary: 'Takes your ballot out of the count.',
					params,
					headers: OptionalKeyHeader,
					response: { 200: version }
				}
			},
			async ({ actor, params, headers }) =>
				polls.withdraw(actor, { pollId: params.id, key: headers['idempotency-key'] })
		);
	};

const asChoice = (kind: PollKind, ids: string[]): Choice =>
	kind === 'single' ? { option: ids[0]! } : { options: ids };
