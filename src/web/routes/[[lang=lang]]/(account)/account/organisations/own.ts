import { error } from '@sveltejs/kit';
import type { App } from '#core/app.ts';
import type { AccountActor } from '#core/kernel/actor.ts';

/** One of the organisations of the account; of others, not even that they exist. */
export async function ownById(app: App, actor: AccountActor, id: string) {
	const own = await app.organisations.own(actor, undefined);
	return own.find((one) => one.id === id) ?? error(404, { message: 'not_found' });
}
