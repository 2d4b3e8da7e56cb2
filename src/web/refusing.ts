import { error, type RequestEvent } from '@sveltejs/kit';
import { Refusal } from '#core/kernel/errors.ts';
import { words } from '#messages/generated/messages.js';
import { formActionIn, isEndpoint, methodsOf, type Verdict } from './guard.ts';
import { readForm, receivedWith } from './lib/forms.ts';
import { searchWithoutAction } from './lib/languages.ts';

/**
 * The answer to a request that may not be run; of pages SvelteKit gives it, to an event that makes it run
 * nothing.
 */
export function answerTo(
	verdict: Exclude<Verdict, 'allowed'>,
	event: RequestEvent,
	resolve: (event: RequestEvent) => Promise<Response> | Response
): Promise<Response> | Response {
	const { route, request, locals } = event;
	switch (verdict) {
		case 'not_signed_in':
		case 'second_factor_needed':
			return wayTo(verdict, event);
		case 'not_allowed':
			if (event.isDataRequest || isEndpoint(route.id))
				return inWords(403, words(locals.lang).error_page.forbidden());
			return giveBack(event).then(() => resolve(withoutApp(event)));
		case 'no_such_form':
			return resolve(withoutAction(event));
		case 'no_such_method':
			return inWords(405, `${request.method} method not allowed`, {
				allow: methodsOf(route.id).join(', ')
			});
		case 'undeclared':
			console.error(`No action is declared in src/web/pages.ts for ${route.id}`);
			error(500, 'Internal Error');
	}
}

const steps = {
	not_signed_in: '/sign-in',
	second_factor_needed: '/account/second-factor'
} as const;
/** What somebody can do about a refusal, on a page of its own. */
export type Step = keyof typeof steps;
export const isStep = (code: string): code is Step => Object.hasOwn(steps, code);

/**
 * Back to the same page afterwards; only the path goes along, so that it leads nowhere else. A form is sent on to
 * where one signs in: it holds what was typed.
 */
export function wayTo(step: Step, { url, locals, request }: RequestEvent): Response {
	const next = url.pathname + searchWithoutAction(url.searchParams);
	const prefix = locals.lang === 'uk' ? '' : `/${locals.lang}`;
	const carries = request.method === 'POST';
	const formAction = encodeURIComponent(formActionIn(url.searchParams));
	const carry = step === 'not_signed_in' ? `&carry=${formAction}` : '&/carry';
	return new Response(null, {
		status: carries ? 307 : 303,
		headers: {
			location: `${prefix}${steps[step]}?next=${encodeURIComponent(next)}${carries ? carry : ''}`,
			'cache-control': 'private, no-store'
		}
	});
}

/** Whoever has lost a right meanwhile has lost no words. */
async function giveBack({ request, locals }: RequestEvent): Promise<void> {
	if (request.method !== 'POST') return;
	await readForm(request).catch(() => undefined);
	locals.typed = receivedWith(request);
}

/** The page of the refusal under our own header: no load below the root's gets the application. */
function withoutApp(event: RequestEvent): RequestEvent {
	Object.defineProperty(event.locals, 'app', {
		get: () => {
			throw new Refusal('not_allowed');
		}
	});
	const { method, headers } = event.request;
	if (method !== 'POST') return event;
	return { ...event, request: new Request(event.url, { headers }) };
}

/** Asks for a form action that no page has: SvelteKit says so, whether or not we forgot to declare one. */
function withoutAction(event: RequestEvent): RequestEvent {
	const { headers } = event.request;
	return { ...event, request: new Request(new URL('?/', event.url), { method: 'POST', headers }) };
}

function inWords(status: number, text: string, headers: Record<string, string> = {}): Response {
	return new Response(`${text}\n`, {
		status,
		headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }
	});
}
