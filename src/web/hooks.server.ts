import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import type { EndpointRouteId, PageRouteId } from '$app/types';
import { isRefusal, isUnstorable, refusals } from '#core/kernel/errors.ts';
import type { Lang } from '#core/kernel/text.ts';
import { runningApp } from '#core/running.ts';
import { draw } from './drawing.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { verdictOn } from './guard.ts';
import { createKeeping } from './keeping.ts';
import { languagePrefix, pages, type Page } from './pages.ts';
import { answerTo, isStep, wayTo, type Step } from './refusing.ts';

/** Here the compiler knows all routes: it names those that `pages.ts` forgot. */
type Named<RouteId> = RouteId extends `${typeof languagePrefix}${infer Name}` ? Name : RouteId;
pages satisfies Record<Named<PageRouteId>, Page>;
endpoints satisfies Record<Named<EndpointRouteId>, Endpoint>;

/** What a refused request needs first; SvelteKit copies the event, not its locals. */
const needs = new WeakMap<App.Locals, Step>();

export const handle: Handle = async ({ event, resolve }) => {
	if (building) return resolve(event);
	const app = runningApp();
	const session = event.cookies.get(app.sessions.cookieName);
	let isPrivate = session !== undefined || !['GET', 'HEAD'].includes(event.request.method);
	const keeping = createKeeping(app.storage.now());
	event.locals.keep = keeping.keep;
	event.locals.app = app;
	event.locals.lang = langOf(event.url.pathname);
	event.locals.actor = await app.sessions.actorOf(session);
	event.locals.newKey = () => {
		isPrivate = true;
		return randomUUID();
	};
	const { method } = event.request;
	const { searchParams: search } = event.url;
	const verdict = verdictOn({ routeId: event.route.id, method, search }, event.locals.actor);
	const render = (asked: RequestEvent) => draw(asked, { resolve, isPrivate: () => isPrivate });
	const response = await (verdict === 'allowed' ? render(event) : answerTo(verdict, event, render));
	const step = needs.get(event.locals);
	if (step) return wayTo(step, event);
	if (!response.headers.has('cache-control'))
		response.headers.set('cache-control', isPrivate ? 'private, no-store' : 'no-cache');
	if (!isPrivate) keeping.tell(response);
	allowSocket(event, response);
	// When the pages were built is nobody's business; only Kit's own start, which we do not send, would ask.
	response.headers.delete('x-sveltekit-version');
	return response;
};

/** Turns refusals into their status; of what nobody foresaw, nothing is told. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind !== 'unknown') return;
	if (isUnstorable(error)) return { status: 400, message: 'malformed', code: 'malformed' };
	if (isRefusal(error)) {
		if (isStep(error.code)) needs.set(event.locals, error.code);
		return { status: refusals[error.code], message: error.code, code: error.code };
	}
	// What SvelteKit's own forms and ours throw for a body that is no form.
	if (
		event.request.method === 'POST' &&
		error instanceof TypeError &&
		/form ?data/i.test(error.message)
	)
		return { status: 400, message: 'malformed', code: 'malformed' };
	console.error(`A page failed: ${event.route.id ?? 'no route'}`, withoutMessage(error));
};

/** Older Safari does not count our own WebSocket among `'self'`. */
function allowSocket({ url }: RequestEvent, { headers }: Response): void {
	const policy = headers.get('content-security-policy');
	const socket = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`;
	if (policy) headers.set('content-security-policy', `${policy}; connect-src 'self' ${socket}`);
}

// The path, not a parameter: where no page is found there are no parameters.
function langOf(pathname: string): Lang {
	return (/^\/(pl|en)(?:\/|$)/.exec(pathname)?.[1] as Lang | undefined) ?? 'uk';
}

/** Where it happened; messages of failed queries carry their values. */
function withoutMessage(error: unknown): unknown {
	if (!(error instanceof Error)) return typeof error;
	const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
	return [error.constructor.name, ...frames].join('\n');
}
