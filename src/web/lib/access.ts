import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { SignedIn } from '#core/accounts/sign-in.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { typedIn, withTyped, type GoingOn } from './carrying.ts';
import { refuse, textOf, type FormValues } from './forms.ts';
import { linksIn } from './words.ts';

type Beginning = Pick<SignedIn, 'secondFactorAt'>;

/** Signs in. Whatever session the browser brought along ends: nobody goes on under an id that somebody else chose. */
export async function beginSession(
	event: RequestEvent,
	{ id, secondFactorAt }: SignedIn
): Promise<Actor> {
	const { sessions } = event.locals.app;
	await sessions.end(event.cookies.get(sessions.cookieName));
	const cookie = await sessions.start(id, { userAgent: userAgentOf(event), secondFactorAt });
	event.cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
	event.locals.actor = await sessions.actorOf(cookie.value);
	return event.locals.actor;
}

/**
 * Of a form that makes an account and was sent twice: its code is used by now, and what was typed opens the account
 * that the first press made. False where it opens nothing.
 */
export async function openMade(event: RequestEvent, values: FormValues): Promise<boolean> {
	const { app, actor } = event.locals;
	const [login, password] = [textOf(values, 'login'), textOf(values, 'password')];
	try {
		const address = event.getClientAddress();
		await beginSession(event, await app.accounts.checkSignIn(actor, { login, password, address }));
		return true;
	} catch (refusal) {
		if (isRefusal(refusal)) return false;
		throw refusal;
	}
}

/** The same person goes on with more rights, and so under another id. */
export async function renewSession(event: RequestEvent, { secondFactorAt }: Beginning) {
	const { app, actor } = event.locals;
	const { sessions } = app;
	const before = event.cookies.get(sessions.cookieName);
	if (actor.kind !== 'account' || before === undefined) return;
	const beginning = { userAgent: userAgentOf(event), secondFactorAt };
	const cookie = await sessions.renew(before, actor.id, beginning);
	event.cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
}

const userAgentOf = ({ request }: RequestEvent) => request.headers.get('user-agent') ?? undefined;

/**
 * Where somebody who has just signed in goes: staff without a second factor get one first. With what they had typed
 * they go by a form of its own, and not by a redirect that sends the same body again (307): the password is in that.
 */
export function goOn(
	{ locals: { lang } }: RequestEvent,
	actor: Actor,
	place: string,
	values: FormValues = {}
): { goOn: GoingOn } {
	const needsMore =
		actor.kind === 'account' && actor.roles.length > 0 && actor.secondFactorAt === null;
	const more = linksIn(lang)(`/account/second-factor?next=${encodeURIComponent(place)}`);
	const typed = typedIn(values);
	if (typed === undefined) redirect(303, needsMore ? more : place);
	return { goOn: { action: needsMore ? `${more}&/carry` : withTyped(place), typed } };
}

/** A refusal as the answer of a form that can be guessed at: it says when the next try makes sense. */
export function refuseGuess(
	event: RequestEvent,
	refusal: unknown,
	values: FormValues,
	fieldOf?: (path: string) => string
) {
	if (isRefusal(refusal) && refusal.details.retryAfter !== undefined)
		event.setHeaders({ 'retry-after': String(refusal.details.retryAfter) });
	return refuse(refusal, values, fieldOf);
}

/** Pages under a code of a letter are kept by no cache, and found by no search. */
export function keepToOneself(event: Pick<RequestEvent, 'setHeaders'>): void {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
}

/** What keeps an account safe is changed by whoever has just shown the second factor; others do that first. */
export function requireRecentFactor(
	{ locals: { lang }, url }: Pick<RequestEvent, 'locals' | 'url'>,
	{ mayChangeKeys }: { mayChangeKeys: boolean }
): void {
	if (mayChangeKeys) return;
	const next = encodeURIComponent(
		url.pathname + (url.searchParams.has('replace') ? '?replace=1' : '')
	);
	redirect(303, linksIn(lang)(`/account/second-factor?again=1&next=${next}`));
}
