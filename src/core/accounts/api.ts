import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { AreaJson } from '../areas/schemas.ts';
import { Id, Instant, iso, Language, strict, Trilingual, Words } from '../kernel/schemas.ts';
import { NewCredential, PasskeyOptions, SignedCredential } from './schemas.ts';
import type { SignedIn } from './sign-in.ts';

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

const OwnSessionJson = Type.Object({
	id: Id,
	device: Type.String(),
	startedAt: Instant,
	seenAt: Instant,
	current: Type.Boolean()
});

export const sessionRoutes =
	({ accounts, sessions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		/** Whatever session the browser brought along ends: nobody goes on under an id that somebody else chose. */
		async function begin(
			{ cookies, headers }: FastifyRequest,
			reply: FastifyReply,
			{ id, secondFactorAt }: SignedIn
		) {
			await sessions.end(cookies[sessions.cookieName]);
			const userAgent = headers['user-agent'];
			const cookie = await sessions.start(id, { userAgent, secondFactorAt });
			reply.header('set-cookie', cookie.serialize());
			const signedIn = await sessions.actorOf(cookie.value);
			return publicAccount(await accounts.own(signedIn, undefined));
		}

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
			async (request, reply) => {
				const { actor, body, ip } = request;
				return begin(request, reply, await accounts.checkSignIn(actor, { ...body, address: ip }));
			}
		);
		server.post(
			'/session/passkey/options',
			{
				config: { action: 'session.start' },
				schema: {
					summary: 'What a browser is asked to sign with a passkey; each challenge counts once.',
					response: { 200: PasskeyOptions }
				}
			},
			async ({ actor }) => accounts.askForPasskey(actor, undefined)
		);
		server.post(
			'/session/passkey',
			{
				config: { action: 'session.start' },
				schema: {
					summary: 'Signs in with what a passkey has signed; it stands for both factors.',
					body: Type.Object({ response: SignedCredential }, strict),
					response: { 200: SessionJson }
				}
			},
			async (request, reply) => {
				const { actor, body, ip } = request;
				const response = body.response;
				const opened = await accounts.signInByPasskey(actor, { response, address: ip });
				return begin(request, reply, opened);
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
		server.get(
			'/sessions',
			{
				config: { action: 'account.readOwn' },
				schema: {
					summary: 'Where one is signed in, the latest use first.',
					response: { 200: Type.Object({ items: Type.Array(OwnSessionJson) }) }
				}
			},
			async ({ actor }) => {
				const items = await accounts.sessions(actor, undefined);
				return {
					items: items.map(({ startedAt, seenAt, ...one }) => ({
						...one,
						startedAt: iso(startedAt),
						seenAt: iso(seenAt)
					}))
				};
			}
		);
		server.delete(
			'/sessions/:id',
			{
				config: { action: 'session.end' },
				schema: {
					summary: 'Ends one of one’s own sessions.',
					params: Type.Object({ id: Id }),
					response: { 204: Type.Null() }
				}
			},
			async ({ actor, params }, reply) => {
				await accounts.endSession(actor, params);
				return reply.code(204).send(null);
			}
		);
		server.delete(
			'/sessions',
			{
				config: { action: 'session.end' },
				schema: { summary: 'Signs out everywhere.', response: { 204: Type.Null() } }
			},
			async (request, reply) => {
				await accounts.endAllSessions(request.actor, undefined);
				const cookie = await sessions.end(undefined);
				return reply.header('set-cookie', cookie.serialize()).code(204).send(null);
			}
		);
		server.post(
			'/passkeys/options',
			{
				config: { action: 'account.change' },
				schema: {
					summary: 'What a browser is asked to make as a passkey; each challenge counts once.',
					response: { 200: PasskeyOptions }
				}
			},
			async ({ actor }) => accounts.offerPasskey(actor, undefined)
		);
		server.post(
			'/passkeys',
			{
				config: { action: 'account.change' },
				schema: {
					summary: 'Keeps a passkey that a browser has made.',
					body: Type.Object({ name: Words(200), response: NewCredential }, strict),
					response: { 201: Type.Object({ id: Type.String() }) }
				}
			},
			async ({ actor, body: { name, response } }, reply) => {
				const made = response;
				return reply.code(201).send(await accounts.addPasskey(actor, { name, response: made }));
			}
		);
	};

type Own = Awaited<ReturnType<App['accounts']['own']>>;

const publicAccount = ({ roles, ...account }: Own) => ({
	account,
	roles: roles.map(({ role, scope, slug }) => ({ role, scope, slug }))
});
