import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, refusals } from '#core/kernel/errors.ts';
import { appealableOf } from '#core/moderation/policy.ts';
import { readForm, refuse, textOf, type FormState, type FormValues } from '#lib/forms.ts';
import { linksIn } from '#lib/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the page shows of the decision; null where number and code open nothing. */
type Opened = Awaited<ReturnType<typeof opened>>;

interface AppealState extends FormState {
	found?: Opened;
	done?: boolean;
}

/** Nothing stands here without a receipt. */
export const load: PageServerLoad = ({ locals: { lang, newKey }, request }) => {
	if (request.method === 'GET') redirect(303, linksIn(lang)('/check'));
	return { key: newKey() };
};

export const actions: Actions = {
	/**
	 * From the receipt's page with number, code and decision, all by post: codes stand in no address. Without a text
	 * it asks for one; with it the appeal is made (requirements §4.5).
	 */
	default: async (event) => {
		const { app, actor } = event.locals;
		const values = await readForm(event.request);
		let found: Opened;
		try {
			found = await opened(event, values);
		} catch (refusal) {
			return refusedState(refusal, values);
		}
		if (!Object.hasOwn(values, 'text')) return { found, values } satisfies AppealState;
		const key = textOf(values, 'key');
		try {
			await app.moderation.appeal(actor, {
				decisionId: textOf(values, 'decisionId'),
				code: textOf(values, 'code'),
				address: event.getClientAddress(),
				text: textOf(values, 'text'),
				key: /^[0-9a-f-]{36}$/.test(key) ? key : undefined
			});
		} catch (refusal) {
			const refused = refuse(refusal, values);
			return fail(refused.status, { ...refused.data, found } satisfies AppealState);
		}
		return { found, values, done: true } satisfies AppealState;
	}
};

async function opened(
	{ locals: { app, actor }, getClientAddress }: RequestEvent,
	values: FormValues
) {
	const { contribution, consultation, receipt, statements, text } = await app.contributions.receipt(
		actor,
		{
			number: textOf(values, 'number').slice(0, 60),
			code: textOf(values, 'code').slice(0, 40),
			address: getClientAddress()
		}
	);
	const decision = statements.find(({ id }) => id === textOf(values, 'decisionId')) ?? null;
	return {
		text,
		receipt,
		phase: consultation.phase,
		language: contribution.language,
		decision,
		appealable: decision !== null && decision === appealableOf(statements, app.storage.now())
	};
}

function refusedState(refusal: unknown, values: FormValues) {
	if (!isRefusal(refusal)) throw refusal;
	const state: AppealState = { refusal: refusal.code, values };
	return fail(refusals[refusal.code], state);
}
