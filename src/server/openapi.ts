import type { FastifyInstance } from 'fastify';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { allAreInfrastructure } from './actions.ts';

/** Describes the routes that the scope registers after this. */
export async function describeRoutes(api: FastifyInstance): Promise<void> {
	await api.register(swagger, {
		openapi: {
			openapi: '3.1.0',
			info: {
				title: 'Viche',
				version: '1',
				description: 'Public consultations: reading, taking part, announcing, moderating.'
			}
		}
	});
	api.get('/openapi.json', { schema: { hide: true }, config: { action: 'infrastructure' } }, () =>
		api.swagger()
	);
	await api.register(async (docs) => {
		allAreInfrastructure(docs);
		await docs.register(swaggerUi, {
			routePrefix: '/docs',
			uiConfig: { url: '/api/openapi.json', validatorUrl: null },
			staticCSP: {
				'default-src': ["'self'"],
				'img-src': ["'self'", 'data:'],
				'style-src-attr': ["'unsafe-inline'"],
				'base-uri': ["'none'"],
				'object-src': ["'none'"],
				'frame-ancestors': ["'none'"]
			}
		});
	});
}
