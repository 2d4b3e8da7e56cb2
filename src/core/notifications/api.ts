import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import {
	Cursor,
	Id,
	Instant,
	iso,
	Limit,
	OptionalKeyHeader,
	orNull,
	PageOf,
	PartlyTrilingual,
	strict
} from '../kernel/schemas.ts';
import { noticeKinds, noticeSubjects } from './model.ts';

const NoticeJson = Type.Object({
	id: Id,
	kind: Type.Enum([...noticeKinds]),
	consultation: orNull(Type.Object({ number: Type.String(), title: PartlyTrilingual })),
	objectId: Type.String({ description: 'The decision, answer, reply or appeal that it is about.' }),
	seq: orNull(Type.Integer({ description: 'Number of the contribution that it is about.' })),
	at: Instant,
	read: Type.Boolean()
});

export const noticeRoutes =
	({ notices }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/account/notices',
			{
				config: { action: 'notice.readOwn' },
				schema: {
					summary: 'What your account is told, newest first; the words stand where it leads.',
					querystring: Type.Object(
						{
							unread: Type.Optional(
								Type.Boolean({ description: 'Those alone that were not read.' })
							),
							about: Type.Optional(Type.Enum([...noticeSubjects])),
							limit: Limit,
							cursor: Cursor
						},
						strict
					),
					response: { 200: PageOf(NoticeJson) }
				}
			},
			async ({ actor, query }) => {
				const { items, next } = await notices.own(actor, query);
				return { items: items.map(({ at, ...notice }) => ({ ...notice, at: iso(at) })), next };
			}
		);
		server.post(
			'/account/notices/read',
			{
				config: { action: 'notice.readOwn' },
				schema: {
					summary: 'Marks one of your notices as read, or all of them.',
					headers: OptionalKeyHeader,
					body: Type.Object({ id: Type.Optional(Id) }, strict),
					response: { 204: Type.Null() }
				}
			},
			async ({ actor, body, headers }, reply) => {
				await notices.read(actor, { ...body, key: headers['idempotency-key'] });
				return reply.code(204).send(null);
			}
		);
	};
