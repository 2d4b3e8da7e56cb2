import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { eventRoutes } from './live/api.ts';
import type { Live } from './live/live.ts';
import { parseJson } from './json.ts';
import { textsInOneLanguage } from './language.ts';
import { describeRoutes } from './openapi.ts';
import { problemOf, sendProblem } from './problems.ts';
import { featureRoutes } from './routes.ts';
import { originRule, type Site } from './site.ts';
import { validatorCompiler } from './validation.ts';

declare module 'fastify' {
	interface FastifyRequest {
		/** Whom the session cookie stands for. */
		actor: Actor;
	}
}

const jsonType = /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i;

/** Everything under `/api`. */
export const apiRoutes = (app: App, site: Site, live: Live) => async (api: FastifyInstance) => {
	await api.register(helmet, {
		contentSecurityPolicy: {
			useDefaults: false,
			directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] }
		},
		xFrameOptions: { action: 'deny' },
		// `no-referrer` would make browsers send `Origin: null` with every form.
		referrerPolicy: { policy: 'same-origin' },
		strictTransportSecurity: app.options.secure ? { maxAge: 31_536_000 } : false
	});
	originRule(api, site, app.sessions.cookieName);
	readJsonOnly(api);
	textsInOneLanguage(api);
	api.setValidatorCompiler(validatorCompiler);

	api.decorateRequest('actor');
	api.addHook('onRequest', async (request, reply) => {
		reply.header('cache-control', 'no-store');
		request.actor = await app.sessions.actorOf(request.cookies[app.sessions.cookieName]);
	});

	await describeRoutes(api, site);
	await featureRoutes(api, app);
	await api.register(eventRoutes(live, site), { prefix: '/v1' });

	const nothing = { schema: { hide: true }, config: { action: 'infrastructure' } } as const;
	for (const path of ['/', '/*'])
		api.all(path, nothing, (request, reply) => sendProblem(request, reply, { code: 'not_found' }));
};

function readJsonOnly(api: FastifyInstance): void {
	api.removeAllContentTypeParsers();
	api.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, bytes, done) => {
		try {
			done(null, parseJson(bytes as Buffer));
		} catch {
			done(Object.assign(new Error('malformed JSON'), { statusCode: 400 }));
		}
	});
	// A request without a body says no less than one with `{}`.
	api.addHook('preValidation', (request, _, done) => {
		if (request.body === undefined && request.routeOptions.schema?.body) request.body = {};
		done();
	});
	api.addHook('onRequest', (request, reply, done) => {
		const type = request.headers['content-type'];
		if (type === undefined || jsonType.test(type)) return done();
		sendProblem(request, reply, { code: 'unsupported_media_type' });
	});
	api.setErrorHandler((error, request, reply) => {
		const problem = problemOf(error);
		if (problem.code === 'internal') request.log.error(error);
		return sendProblem(request, reply, problem);
	});
}
