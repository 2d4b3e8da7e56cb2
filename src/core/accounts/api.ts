import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { strict } from '../kernel/schemas.ts';

export const sessionRoutes =
	({ accounts, sessions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.post(
			'/session',
			{
				config: { action: 'session.start' },
				schema: {
					body: Type.Object(
						{
							login: Type.String({ maxLength: 200 }),
							password: Type.String({ maxLength: 1024 })
						},
						strict
					)
				}
			},
			async ({ actor, body, ip }, reply) => {
				const { id } = await accounts.checkSignIn(actor, { ...body, address: ip });
				const cookie = await sessions.start(id);
				reply.header('set-cookie', cookie.serialize());
				const signedIn = await sessions.actorOf(cookie.value);
				return publicAccount(await accounts.own(signedIn, undefined));
			}
		);
		server.get('/session', { config: { action: 'account.readOwn' } }, async ({ actor }) =>
			publicAccount(await accounts.own(actor, undefined))
		);
		server.delete('/session', { config: { action: 'session.end' } }, async (request, reply) => {
			const cookie = await sessions.end(request.cookies[sessions.cookieName]);
			return reply.header('set-cookie', cookie.serialize()).code(204).send();
		});
	};

type Own = Awaited<ReturnType<App['accounts']['own']>>;

const publicAccount = ({ roles, ...account }: Own) => ({
	account,
	roles: roles.map(({ role, scope, slug }) => ({ role, scope, slug }))
});
