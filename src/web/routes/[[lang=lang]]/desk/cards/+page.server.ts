import type { App } from '#core/app.ts';
import { keyOf, readForm, refuse, textOf, type FormState } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

type Verification = App['verification'];

/** Each action answers with its own part of this. */
export interface CardForm extends FormState {
	/** Whose name is compared with the papers. */
	account?: Awaited<ReturnType<Verification['account']>>;
	issued?: Awaited<ReturnType<Verification['issueCard']>>;
	centreId?: string;
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { centres } = await orNotFound(locals.app.verification.desk(actor, undefined));
	return { centres, roles: actor.roles, key: locals.newKey() };
};

export const actions: Actions = {
	find: async ({ locals: { app, actor }, request }) => {
		const values = await readForm(request);
		try {
			const asked = { login: textOf(values, 'login'), centreId: textOf(values, 'centreId') };
			const account = await app.verification.account(actor, asked);
			return { values, account } satisfies CardForm;
		} catch (refusal) {
			return refuse(refusal, values);
		}
	},
	/** The code is shown in the answer itself: it never stands in an address. */
	issue: async ({ locals: { app, actor }, request }) => {
		const values = await readForm(request);
		const centreId = textOf(values, 'centreId');
		const login = textOf(values, 'login');
		try {
			const issued = await app.verification.issueCard(actor, {
				centreId,
				login,
				compared: textOf(values, 'compared') === 'yes',
				key: keyOf(values)
			});
			return { issued, centreId } satisfies CardForm;
		} catch (refusal) {
			const refused = refuse(refusal, values);
			const account = await app.verification
				.account(actor, { login, centreId })
				.catch(() => undefined);
			if (account) Object.assign(refused.data, { account });
			return refused;
		}
	}
};
