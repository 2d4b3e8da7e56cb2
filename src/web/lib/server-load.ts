import { error, redirect } from '@sveltejs/kit';
import type { App } from '#core/app.ts';
import type { AccountActor, Actor } from '#core/kernel/actor.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import type { Lang } from '#core/kernel/text.ts';
import { searchWithoutAction } from './languages.ts';
import { linksIn } from './words.ts';

/** What a page reads; what is not there, or is not for this reader, is said in plain words. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'not_found') error(404, { message: 'not_found' });
		if (isRefusal(refusal) && refusal.code === 'not_allowed')
			error(403, { message: 'not_allowed' });
		throw refusal;
	}
}

/** From where a page follows a topic; null where its reader may not. To be read before what the page shows. */
export async function cursorOf(app: App, actor: Actor, topic: string) {
	const head = await app.live.head(actor, { topic });
	return head && { e: head.e, o: head.o };
}

/** What a link in a letter opens; null when it was used already, or is too old. */
export async function orNotValid<T>(work: Promise<T>): Promise<T | null> {
	try {
		return await work;
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'code_not_valid') return null;
		throw refusal;
	}
}

/** Where somebody wanted to go before they signed in. */
export function wayBack(url: URL): string | undefined {
	const next = url.searchParams.get('next') ?? '';
	return isOwnPath(next) ? next : undefined;
}

/** Only a path of this site: anything else could lead away. */
export const isOwnPath = (next: string): boolean => /^\/(?![/\\])[\w\-./[\]%?=&]*$/.test(next);

/** Who is signed in; whoever is not goes to sign in first, and comes back here. */
export function requireSignIn(
	{ actor, lang }: { actor: Actor; lang: Lang },
	url: URL
): AccountActor {
	if (actor.kind === 'account') return actor;
	const next = encodeURIComponent(url.pathname + searchWithoutAction(url.searchParams));
	redirect(303, linksIn(lang)(`/sign-in?next=${next}`));
}
