import type { FastifyInstance } from 'fastify';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { Type } from 'typebox';
import { langs } from '#core/kernel/text.ts';
import { allAreInfrastructure } from './actions.ts';
import { asyncApi } from './live/asyncapi.ts';
import type { Site } from './site.ts';

const problem = Type.Object(
	{
		type: Type.String(),
		title: Type.String(),
		status: Type.Integer(),
		code: Type.String({ description: 'Stable, in snake_case.' }),
		errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), code: Type.String() }))),
		version: Type.Optional(
			Type.Integer({ description: 'The version that is there now, beside `version_conflict`.' })
		),
		requestId: Type.String()
	},
	{ description: 'Problem details (RFC 9457).' }
);

const lang = Type.Optional(
	Type.Enum([...langs], { description: 'Texts in this language only, as plain strings.' })
);
const withLanguage = (querystring: unknown) =>
	Type.Object({ ...(querystring as Partial<ReturnType<typeof Type.Object>>)?.properties, lang });

/** Describes the routes that the scope registers after this. */
export async function describeRoutes(api: FastifyInstance, site: Site): Promise<void> {
	await api.register(swagger, {
		openapi: {
			openapi: '3.1.0',
			info: {
				title: 'Viche',
				version: '1',
				description: [
					'Public consultations: reading, taking part, announcing, moderating.',
					'Whatever is refused is answered with problem details (RFC 9457) and a stable `code`.',
					'A session is the cookie that `POST /session` sets; writes with it need our own `Origin`.',
					'What happens live is described by `/api/asyncapi.json`.'
				].join(' ')
			}
		},
		transform: ({ schema, url, route }) => ({
			url,
			schema: {
				...schema,
				...(route.method === 'GET' && { querystring: withLanguage(schema?.querystring) }),
				response: { ...(schema?.response as object), default: problem }
			}
		})
	});
	api.get('/openapi.json', { schema: { hide: true }, config: { action: 'infrastructure' } }, () =>
		api.swagger()
	);
	api.get('/asyncapi.json', { schema: { hide: true }, config: { action: 'infrastructure' } }, () =>
		asyncApi(site)
	);
	await api.register(async (docs) => {
		allAreInfrastructure(docs);
		await docs.register(swaggerUi, {
			routePrefix: '/docs',
			// Without it, `/api/docs` without a slash at its end looks for its files beside `/api`.
			indexPrefix: '/api',
			uiConfig: { url: '/api/openapi.json', validatorUrl: null },
			staticCSP: {
				'default-src': ["'self'"],
				'img-src': ["'self'", 'data:'],
				// The one style that its script writes into the page.
				'style-src': ["'self'", "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"],
				'style-src-attr': ["'unsafe-inline'"],
				'base-uri': ["'none'"],
				'object-src': ["'none'"],
				'frame-ancestors': ["'none'"]
			}
		});
	});
}
