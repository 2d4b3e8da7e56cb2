import type { RequestEvent } from '@sveltejs/kit';
import type { SignedIn } from '#core/accounts/sign-in.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { beginSession, goOn, refuseGuess } from '#lib/access.ts';
import { carry, typedField } from '#lib/carrying.ts';
import { readForm, textOf, type FormValues } from '#lib/forms.ts';
import { wayBack } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

const nextOf = ({ url, locals: { lang } }: Pick<RequestEvent, 'url' | 'locals'>) =>
	wayBack(url) ?? linksIn(lang)('/consultations');
const doneWith = ['password', 'everywhere'] as const;

export const load: PageServerLoad = (event) => {
	const done = event.url.searchParams.get('done');
	return { next: nextOf(event), done: doneWith.find((one) => one === done) ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		// The form of another page, sent after its session had ended.
		if (event.url.searchParams.has('carry')) return carry(event);
		const values = await readForm(event.request);
		const ticket = textOf(values, 'ticket') || undefined;
		const typed = textOf(values, typedField) || undefined;
		let actor;
		try {
			actor = await beginSession(event, await signIn(event, values, ticket));
		} catch (refusal) {
			if (isRefusal(refusal) && refusal.code === 'second_factor_needed')
				return { ticket: refusal.details.ticket, typed };
			const refused = refuseGuess(event, refusal, values);
			// A ticket that is too old lets nobody in any more.
			const isOver = isRefusal(refusal) && refusal.code === 'code_not_valid';
			const kept = { ticket: isOver ? undefined : ticket, typed };
			return Object.assign(refused, { data: { ...refused.data, ...kept } });
		}
		return goOn(event, actor, nextOf(event), values);
	}
};

/** By login and password, or with the ticket of that step by the code of the second factor. */
function signIn(
	{ locals: { app, actor }, getClientAddress }: RequestEvent,
	values: FormValues,
	ticket: string | undefined
): Promise<SignedIn> {
	const address = getClientAddress();
	if (ticket !== undefined)
		return app.accounts.completeSignIn(actor, { ticket, totp: textOf(values, 'totp'), address });
	const [login, password] = [textOf(values, 'login'), textOf(values, 'password')];
	return app.accounts.checkSignIn(actor, { login, password, address });
}
