import { groundCodes } from '#core/moderation/model.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number, seq: typed } }) => {
	const { app, actor, newKey } = locals;
	const seq = Number(typed) || 0;
	const { authority, title } = await orNotFound(app.consultations.page(actor, { number }));
	const contribution = await orNotFound(app.contributions.bySeq(actor, { number, seq }));
	const statements = await app.moderation.ownStatements(actor, { number, seq }).catch(notMine);
	const own = statements ? await app.contributions.own(actor, { number, seq }) : null;
	return {
		number,
		title,
		original: authority.language,
		timeZone: authority.timeZone,
		contribution,
		/** Of its author alone: the words as written, and why they were moderated. */
		mine: own && statements ? { text: own.text, statements } : null,
		grounds: groundCodes,
		key: newKey()
	};
};

/** Somebody else's contribution: its statements of reasons are for its author. */
function notMine(refusal: unknown): null {
	if (isRefusal(refusal) && ['not_found', 'not_signed_in'].includes(refusal.code)) return null;
	throw refusal;
}

export const actions: Actions = {
	flag: async ({ locals: { app, actor }, params: { number, seq }, request }) => {
		const values = await readForm(request);
		const { id } = await orNotFound(
			app.contributions.bySeq(actor, { number, seq: Number(seq) || 0 })
		);
		const key = textOf(values, 'key');
		try {
			await app.moderation.flag(actor, {
				contributionId: id,
				ground: textOf(values, 'ground'),
				note: textOf(values, 'note'),
				key: /^[0-9a-f-]{36}$/.test(key) ? key : undefined
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		return { flagged: true };
	}
};
