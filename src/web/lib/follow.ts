import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { App } from '#core/app.ts';
import type { Followed, FollowKind } from '#core/follows/model.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { readForm, refuse, textOf } from './forms.ts';
import { searchWithoutAction } from './languages.ts';
import { requireSignIn } from './server-load.ts';

/** Whether the reader follows it; null for a visitor, whom the button leads to sign in. */
export async function isFollowed(
	{ app, actor }: { app: App; actor: Actor },
	followed: Followed
): Promise<boolean | null> {
	return actor.kind === 'account' ? app.follows.isFollowed(actor, followed) : null;
}

type Asked = RequestEvent<Partial<Record<string, string>>>;

/**
 * The form action of "Follow" and of stopping, on the page of what is followed; comes back to the button. No
 * idempotency key: one follows or does not, however often it is sent.
 */
export const toggleFollow =
	(
		kind: FollowKind,
		nameIn: (event: Asked) => string = ({ params }) => params.number ?? params.slug ?? ''
	) =>
	async (event: Asked) => {
		const { locals, request, url } = event;
		const values = await readForm(request);
		const here = new URL(url);
		here.search = searchWithoutAction(url.searchParams);
		const actor = requireSignIn(locals, here);
		const { start, stop } = locals.app.follows;
		try {
			await (textOf(values, 'follow') === 'no' ? stop : start)(actor, {
				kind,
				of: nameIn(event)
			});
		} catch (refusal) {
			return refuse(refusal, {});
		}
		redirect(303, `${here.pathname}${here.search}#follow`);
	};
