import { redirect } from '@sveltejs/kit';
import { recentSecondFactor } from '#core/accounts/policy.ts';
import { linksIn } from '#lib/words.ts';
import { requireSignIn } from '#lib/server-load.ts';
import { againPath } from './again-path.ts';

/**
 * Who is signed in, with a second factor entered just now: asked for before anybody begins to write what will need
 * it.
 */
export function requireAgain(locals: App.Locals, url: URL) {
	const actor = requireSignIn(locals, url);
	const waits = actor.roles.length > 0 && actor.secondFactorAt !== null;
	if (waits && !recentSecondFactor(actor, locals.app.storage.now()))
		redirect(303, linksIn(locals.lang)(againPath(url.pathname + url.search)));
	return actor;
}
