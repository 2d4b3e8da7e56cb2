import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import { isRefusal, isUnstorable, refusals } from '#core/kernel/errors.ts';
import type { Lang } from '#core/kernel/text.ts';
import { runningApp } from '#core/running.ts';

/** Requests that were refused because nobody is signed in. */
const needSignIn = new WeakSet<RequestEvent>();

export const handle: Handle = async ({ event, resolve }) => {
	if (building) return resolve(event);
	const app = runningApp();
	const session = event.cookies.get(app.sessions.cookieName);
	let isPrivate = session !== undefined || event.request.method !== 'GET';
	event.locals.app = app;
	event.locals.lang = langOf(event.url.pathname);
	event.locals.actor = await app.sessions.actorOf(session);
	event.locals.newKey = () => {
		isPrivate = true;
		return randomUUID();
	};
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.lang)
	});
	if (needSignIn.has(event)) return toSignIn(event);
	if (!response.headers.has('cache-control'))
		response.headers.set('cache-control', isPrivate ? 'private, no-store' : 'no-cache');
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
		if (error.code === 'not_signed_in') needSignIn.add(event);
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

/** Back to the same page afterwards; only the path goes along, so that it leads nowhere else. */
function toSignIn(event: RequestEvent): Response {
	const { pathname, search } = event.url;
	const next = event.request.method === 'GET' ? pathname + search : pathname;
	const prefix = event.locals.lang === 'uk' ? '' : `/${event.locals.lang}`;
	return new Response(null, {
		status: 303,
		headers: {
			location: `${prefix}/sign-in?next=${encodeURIComponent(next)}`,
			'cache-control': 'private, no-store'
		}
	});
}

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
