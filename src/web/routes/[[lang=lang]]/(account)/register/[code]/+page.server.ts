import type { RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';
import { beginSession, keepToOneself, refuseGuess } from '#lib/access.ts';
import { readForm, textOf, type FormValues } from '#lib/forms.ts';
import { orNotValid } from '#lib/server-load.ts';
import { sendOn, wordsOf } from '#lib/waiting.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only shows: programs that look through letters follow their links too. */
export const load: PageServerLoad = async (event) => {
	keepToOneself(event);
	const { app, actor } = event.locals;
	const { code } = event.params;
	const link = await orNotValid(
		app.accounts.readSignUp(actor, { code, address: event.getClientAddress() })
	);
	return { link, words: link?.waits ? await wordsOf(event, link.waits) : null };
};

export const actions: Actions = {
	default: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const { code } = event.params;
		try {
			const address = event.getClientAddress();
			const { id } = await app.accounts.completeSignUp(actor, { code, address, language: lang });
			await beginSession(event, { id, secondFactorAt: null });
		} catch (refusal) {
			if (!(await isAgain(event, refusal, values))) return refuseGuess(event, refusal, values);
		}
		sendOn(values, linksIn(lang)('/account/welcome'));
	}
};

/** Pressed twice: the first press has signed in, and what is sent knows by itself that it was sent. */
async function isAgain(
	{ locals: { app, actor } }: RequestEvent,
	refusal: unknown,
	values: FormValues
): Promise<boolean> {
	if (!isRefusal(refusal) || refusal.code !== 'code_not_valid') return false;
	if (actor.kind !== 'account') return false;
	// Nor does anybody else send it who is signed in at the same device.
	return (await app.accounts.security(actor, undefined)).email === textOf(values, 'email');
}
