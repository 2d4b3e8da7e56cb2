import { redirect, type RequestEvent } from '@sveltejs/kit';
import { recentSecondFactor } from '#core/accounts/policy.ts';
import { linksIn } from '#lib/words.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { againPath } from './again-path.ts';

/**
 * Who is signed in, with a second factor entered just now: asked for before anybody begins to write what will need
 * it. Whoever has written already is shown what they wrote, and where to enter it.
 */
export function requireAgain({
	locals,
	url,
	request
}: Pick<RequestEvent, 'locals' | 'url' | 'request'>) {
	const actor = requireSignIn(locals, url);
	if (request.method === 'POST') return actor;
	const waits = actor.roles.length > 0 && actor.secondFactorAt !== null;
	if (waits && !recentSecondFactor(actor, locals.app.storage.now()))
		redirect(303, linksIn(locals.lang)(againPath(url.pathname + url.search)));
	return actor;
}
