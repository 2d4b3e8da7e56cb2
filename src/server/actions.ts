import type { FastifyInstance, RouteOptions } from 'fastify';
import { permissionOf, type Action } from '#core/permissions/matrix.ts';

declare module 'fastify' {
	interface FastifyContextConfig {
		/** What the route does, by its name among the actions of the application. */
		action: Action;
	}
}

/** Nothing is served that does not say which action it performs. */
export function everyRouteHasItsAction(server: FastifyInstance): void {
	const routes: RouteOptions[] = [];
	server.addHook('onRoute', (route) => void routes.push(route));
	server.addHook('onReady', async () => {
		const without = routes.filter(({ config }) => !permissionOf.has(config?.action ?? ''));
		if (without.length === 0) return;
		const names = without.map(({ method, url }) => `${String(method)} ${url}`);
		throw new Error(`Routes without an action: ${names.join(', ')}`);
	});
}

/** For the routes of plugins, which know nothing of actions. */
export function allAreInfrastructure(scope: FastifyInstance): void {
	scope.addHook('onRoute', (route) => {
		route.config = { ...route.config, action: 'infrastructure' };
	});
}
