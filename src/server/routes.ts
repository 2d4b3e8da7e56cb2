import type { FastifyInstance } from 'fastify';
import { sessionRoutes } from '#core/accounts/api.ts';
import type { App } from '#core/app.ts';
import { areaRoutes } from '#core/areas/api.ts';
import { authorityRoutes } from '#core/authorities/api.ts';
import { centreRoutes } from '#core/centres/api.ts';
import { consultationRoutes, draftRoutes } from '#core/consultations/api.ts';
import { contributionRoutes } from '#core/contributions/api.ts';
import { moderationRoutes } from '#core/moderation/api.ts';
import { pollRoutes } from '#core/polls/api.ts';

/** Version 1 of the API: each feature brings its own routes. */
export async function featureRoutes(api: FastifyInstance, app: App): Promise<void> {
	for (const routes of [
		sessionRoutes,
		areaRoutes,
		authorityRoutes,
		centreRoutes,
		consultationRoutes,
		draftRoutes,
		contributionRoutes,
		pollRoutes,
		moderationRoutes
	])
		await api.register(routes(app), { prefix: '/v1' });
}
