import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { Id, KeyHeader, OptionalKeyHeader, strict } from '../kernel/schemas.ts';
import type { PollKind } from './model.ts';

const params = Type.Object({ id: Id }, strict);
const Choice = Type.Union([
	Type.Object({ option: Id }, strict),
	Type.Object({ options: Type.Array(Id, { maxItems: 50 }) }, strict)
]);
const expectedVersion = Type.Optional(Type.Integer({ minimum: 0 }));

export const pollRoutes =
	({ polls }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/polls/:id',
			{ config: { action: 'poll.read' }, schema: { params } },
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
					params,
					headers: KeyHeader,
					body: Type.Object({ choice: Choice, expectedVersion }, strict)
				}
			},
			async ({ actor, params, body, headers }) =>
				polls.cast(actor, { pollId: params.id, ...body, key: headers['idempotency-key'] })
		);
		server.get(
			'/polls/:id/ballot',
			{ config: { action: 'ballot.readOwn' }, schema: { params } },
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
				schema: { params, headers: OptionalKeyHeader }
			},
			async ({ actor, params, headers }) =>
				polls.withdraw(actor, { pollId: params.id, key: headers['idempotency-key'] })
		);
	};

const asChoice = (kind: PollKind, ids: string[]) =>
	kind === 'single' ? { option: ids[0] } : { options: ids };
