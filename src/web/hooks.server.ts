import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import type { EndpointRouteId, PageRouteId } from '$app/types';
import { hromadaHeader } from '#core/areas/model.ts';
import { isRefusal, isUnstorable, refusals } from '#core/kernel/errors.ts';
import type { Lang } from '#core/kernel/text.ts';
import { runningApp } from '#core/running.ts';
import { bringsTyped, readTyped, typedField } from '#lib/carrying.ts';
import { readForm, receivedWith, textOf } from '#lib/forms.ts';
import { draw } from './drawing.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { verdictOn } from './guard.ts';
import { createKeeping } from './keeping.ts';
import { nearTo } from './near.ts';
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
	event.locals.hromada = event.request.headers.get(hromadaHeader);
	event.locals.actor = await app.sessions.actorOf(session);
	event.locals.newKey = () => {
		isPrivate = true;
		return randomUUID();
	};
	const shown = await withTypedOf(event);
	const { method } = shown.request;
	const { searchParams: search } = event.url;
	const verdict = verdictOn({ routeId: event.route.id, method, search }, event.locals.actor);
	const render = (asked: RequestEvent) => draw(asked, { resolve, isPrivate: () => isPrivate });
	const response = await (verdict === 'allowed' ? render(shown) : answerTo(verdict, event, render));
	const step = needs.get(event.locals);
	if (step) return wayTo(step, event);
	if (!response.headers.has('cache-control'))
		response.headers.set('cache-control', cachingOf(isPrivate, event.locals.hromada !== null));
	if (!isPrivate) keeping.tell(response);
	allowSocket(event, response);
	// When the pages were built is nobody's business; only Kit's own start, which we do not send, would ask.
	response.headers.delete('x-sveltekit-version');
	return response;
};

/** What was typed before somebody signed in is shown on its page, which is only read by that. */
async function withTypedOf(event: RequestEvent): Promise<RequestEvent> {
	const { request, url, locals } = event;
	locals.typed = null;
	if (request.method !== 'POST' || !bringsTyped(url)) return event;
	const values = await readForm(request).catch(() => ({}));
	locals.typed = readTyped(textOf(values, typedField)) ?? null;
	return { ...event, request: new Request(url, { headers: request.headers }) };
}

/** A page for whoever lives in one hromada is the server's to keep, and the reader's, but nobody's between them. */
function cachingOf(isPrivate: boolean, isOfHromada: boolean): string {
	if (isPrivate) return 'private, no-store';
	return isOfHromada ? 'private, no-cache' : 'no-cache';
}

/** Turns refusals into their status; of what nobody foresaw, only a number is told, and what was typed is given back. */
export const handleError: HandleServerError = async ({ kind, error, event }) => {
	if (kind !== 'unknown') {
		const near = error.status === 404 ? await nearTo(event) : {};
		return { ...near, ...typedIn(event) };
	}
	if (isUnstorable(error)) return { status: 400, message: 'malformed', code: 'malformed' };
	if (isRefusal(error)) {
		if (isStep(error.code)) needs.set(event.locals, error.code);
		const status = refusals[error.code];
		// What was refused would be refused again; what failed may be sent once more.
		const kept = status < 500 ? typedIn(event) : { received: receivedWith(event.request) };
		return { status, message: error.code, code: error.code, ...kept };
	}
	// What SvelteKit's own forms and ours throw for a body that is no form.
	if (
		event.request.method === 'POST' &&
		error instanceof TypeError &&
		/form ?data/i.test(error.message)
	)
		return { status: 400, message: 'malformed', code: 'malformed' };
	// A page from memory costs as much as a number for each request would: only failures get one.
	const number = randomUUID().slice(0, 8);
	const where = event.route.id ?? 'no route';
	console.error(`A page failed, number ${number}: ${where}`, withoutMessage(error));
	return { status: 500, message: number, number, received: receivedWith(event.request) };
};

/** What somebody sent to a page that is not there any more. */
function typedIn({ request }: RequestEvent): Pick<App.Error, 'typed'> {
	const typed = receivedWith(request);
	return Object.keys(typed).length > 0 ? { typed } : {};
}

/** Older Safari does not count our own WebSocket among `'self'`. */
function allowSocket({ url }: RequestEvent, { headers }: Response): void {
	const policy = headers.get('content-security-policy');
	const socket = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`;
	if (policy?.includes('script-src'))
		headers.set('content-security-policy', `${policy}; connect-src 'self' ${socket}`);
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
