import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { AreaJson } from '../areas/schemas.ts';
import { Id, Language, strict, Trilingual } from '../kernel/schemas.ts';

const SessionJson = Type.Object({
	account: Type.Object({
		id: Id,
		name: Type.String(),
		language: Language,
		tier: Type.Enum(['verified', 'declared']),
		residence: AreaJson,
		organisations: Type.Array(Type.Object({ id: Id, slug: Type.String(), name: Trilingual }))
	}),
	roles: Type.Array(
		Type.Object({
			role: Type.Enum(['official', 'consultant', 'coordinator', 'admin']),
			scope: Type.Enum(['authority', 'centre', 'network']),
			slug: Type.String()
		})
	)
});

export const sessionRoutes =
	({ accounts, sessions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.post(
			'/session',
			{
				config: { action: 'session.start' },
				schema: {
					summary: 'Signs in; the cookie is the session.',
					body: Type.Object(
						{
							login: Type.String({ maxLength: 200 }),
							password: Type.String({ maxLength: 1024 }),
							totp: Type.Optional(
								Type.String({ maxLength: 20, description: 'Of staff with a second factor.' })
							)
						},
						strict
					),
					response: { 200: SessionJson }
				}
			},
			async ({ actor, body: { login, password }, ip }, reply) => {
				const { id } = await accounts.checkSignIn(actor, { login, password, address: ip });
				const cookie = await sessions.start(id);
				reply.header('set-cookie', cookie.serialize());
				const signedIn = await sessions.actorOf(cookie.value);
				return publicAccount(await accounts.own(signedIn, undefined));
			}
		);
		server.get(
			'/session',
			{
				config: { action: 'account.readOwn' },
				schema: { summary: 'Who is signed in.', response: { 200: SessionJson } }
			},
			async ({ actor }) => publicAccount(await accounts.own(actor, undefined))
		);
		server.delete(
			'/session',
			{
				config: { action: 'session.end' },
				schema: { summary: 'Signs out.', response: { 204: Type.Null() } }
			},
			async (request, reply) => {
				const cookie = await sessions.end(request.cookies[sessions.cookieName]);
				return reply.header('set-cookie', cookie.serialize()).code(204).send(null);
			}
		);
	};

type Own = Awaited<ReturnType<App['accounts']['own']>>;

const publicAccount = ({ roles, ...account }: Own) => ({
	account,
	roles: roles.map(({ role, scope, slug }) => ({ role, scope, slug }))
});
