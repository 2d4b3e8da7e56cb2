import type { Role } from '#core/kernel/actor.ts';
import { mayTry } from '#core/permissions/policy.ts';
import { runningApp } from '#core/running.ts';
import { barePath } from '#lib/languages.ts';
import { cursorOf } from '#lib/server-load.ts';
import type { LayoutServerLoad } from './$types';

/** The centre that helps with a page; a page that knows one gives it under the same name. */
interface Help {
	name: string;
	slug: string;
	phone: string;
}

export const load: LayoutServerLoad = async ({ locals: { actor, lang, typed }, url }) => {
	// Not of `locals`: whoever is refused a page has none there, and a header all the same.
	const app = runningApp();
	const help: Help | null = null;
	const holds = (...roles: Role[]) =>
		actor.kind === 'account' && actor.roles.some(({ role }) => roles.includes(role));
	return {
		lang,
		path: barePath(url.pathname),
		origin: url.origin,
		demo: app.options.demo,
		mail: app.options.mail,
		help: help as Help | null,
		/** Shown by the fields of the page once more. */
		typed,
		me:
			actor.kind === 'account'
				? {
						id: actor.id,
						name: actor.name,
						// Before the number: what is told after it is an absolute number again.
						cursor: await cursorOf(app, actor, 'a:me'),
						unread: await app.notices.unread(actor, undefined),
						official: holds('official'),
						staff: holds('consultant', 'coordinator'),
						checksOrganisations: mayTry('organisation.check', actor),
						coordinator: holds('coordinator'),
						admin: holds('admin')
					}
				: null
	};
};
