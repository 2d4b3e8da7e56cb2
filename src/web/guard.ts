import type { Actor } from '#core/kernel/actor.ts';
import type { Action } from '#core/permissions/matrix.ts';
import { mayTry, mayTryWithSecondFactor } from '#core/permissions/policy.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { languagePrefix, pages, type ComingIn, type Page } from './pages.ts';

/** What becomes of a request, before anything of a page is run. */
export type Verdict =
	| 'allowed'
	| 'not_signed_in'
	| 'not_allowed'
	/** The office of whoever asks waits for it. */
	| 'second_factor_needed'
	/** The page has no such form action, or none at all. */
	| 'no_such_form'
	/** The file takes no such method. */
	| 'no_such_method'
	/** We forgot to say in `pages.ts` what the route does. */
	| 'undeclared';

interface Asked {
	/** Of SvelteKit; null where no page is. */
	routeId: string | null;
	method: string;
	search: Iterable<[string, string]>;
}

/** Deny by default: what `pages.ts` does not name is not run, and what it names only for whom it is. */
export function verdictOn({ routeId, method, search }: Asked, actor: Actor): Verdict {
	// SvelteKit has nothing of ours to run, only the page that says so.
	if (routeId === null) return 'allowed';
	const name = nameOf(routeId);
	const page = own<Page>(pages, name);
	if (page) return onPage(page, method === 'POST' ? formActionIn(search) : undefined, actor);
	const endpoint = own<Endpoint>(endpoints, name);
	if (!endpoint) return 'undeclared';
	const action = own<Action>(endpoint, method === 'HEAD' ? 'GET' : method);
	return action ? onActions([action], actor) : 'no_such_method';
}

export function isEndpoint(routeId: string | null): boolean {
	return methodsOf(routeId).length > 0;
}

/** The methods that a file beside the pages takes. */
export function methodsOf(routeId: string | null): string[] {
	const endpoint = own<Endpoint>(endpoints, nameOf(routeId ?? ''));
	return Object.keys(endpoint ?? {}).flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
}

/** A form action ends in its page, or in a page that the page would lead to: both must be allowed. */
function onPage(page: Page, formAction: string | undefined, actor: Actor): Verdict {
	if (formAction === undefined) return onActions([page.shows], actor);
	const does = own<Action | ComingIn>(page.does ?? {}, formAction);
	if (!does) return 'no_such_form';
	const needed = neededBy(does, actor);
	// Whoever is not known yet may have been a moment ago; to be shown the page they still have to sign in.
	if (typeof does !== 'string' && actor.kind === 'visitor') return onActions([needed], actor);
	return onActions([page.shows, needed], actor);
}

const neededBy = (does: Action | ComingIn, { kind }: Actor): Action =>
	typeof does === 'string' ? does : does[kind === 'visitor' ? 'visitor' : 'account'];

function onActions(actions: readonly Action[], actor: Actor): Verdict {
	const refused = actions.find((action) => !mayTry(action, actor));
	if (refused === undefined) return 'allowed';
	if (actor.kind === 'visitor') return 'not_signed_in';
	return mayTryWithSecondFactor(refused, actor) ? 'second_factor_needed' : 'not_allowed';
}

const nameOf = (routeId: string) => routeId.replace(languagePrefix, '');

/** By the rule of SvelteKit, which reserves `default` for what has no name. */
export function formActionIn(search: Iterable<[string, string]>): string {
	for (const [name] of search)
		if (name.startsWith('/')) return name === '/default' ? name : name.slice(1);
	return 'default';
}

/** `constructor` is nothing that anybody declared. */
function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
