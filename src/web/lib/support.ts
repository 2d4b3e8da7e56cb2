import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { mayContribute } from '#core/contributions/policy.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { readForm, refuse, textOf } from './forms.ts';
import { searchWithoutAction } from './languages.ts';
import { requireSignIn } from './server-load.ts';

/** Whether "I agree" is shown as a button: a visitor is led to sign in by it. */
export const showsSupport = (actor: Actor, phase: string) =>
	phase === 'open' && (actor.kind === 'visitor' || mayContribute(actor));

/** The form action of "I agree" and of taking it back; comes back to the same contribution in the same list. */
export async function toggleSupport({ locals, request, url }: RequestEvent) {
	const values = await readForm(request);
	const here = new URL(url);
	here.search = searchWithoutAction(url.searchParams);
	const actor = requireSignIn(locals, here);
	const contributionId = textOf(values, 'id');
	const { support, withdrawSupport } = locals.app.contributions;
	const change = textOf(values, 'agree') === 'no' ? withdrawSupport : support;
	const organisationId = textOf(values, 'organisationId') || undefined;
	try {
		await change(actor, { contributionId, organisationId });
	} catch (refusal) {
		return refuse(refusal, {});
	}
	const seq = Number(textOf(values, 'seq')) || 0;
	redirect(303, `${here.pathname}${here.search}#c${seq}`);
}
