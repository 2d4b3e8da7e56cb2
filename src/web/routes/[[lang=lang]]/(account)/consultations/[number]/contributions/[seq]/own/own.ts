import { redirect, type RequestEvent } from '@sveltejs/kit';
import { readForm, refuse, textOf, type FormValues } from '#lib/forms.ts';
import { linksIn } from '#lib/words.ts';

export const doneKinds = ['corrected', 'withdrawn', 'disputed'] as const;
export type DoneKind = (typeof doneKinds)[number];

interface Sent {
	values: FormValues;
	/** Of the contribution. */
	id: string;
	key: string | undefined;
}

type OwnEvent = RequestEvent<{ number: string; seq: string }>;

/** An action of an author on their own contribution; afterwards its page says what was done. */
export const onOwn =
	(done: DoneKind, perform: (event: OwnEvent, sent: Sent) => Promise<unknown>) =>
	async (event: OwnEvent) => {
		const { locals, params, request } = event;
		const { app, actor, lang } = locals;
		const values = await readForm(request);
		const { number } = params;
		const seq = Number(params.seq) || 0;
		const key = textOf(values, 'key');
		try {
			const { contribution } = await app.contributions.own(actor, { number, seq });
			await perform(event, {
				values,
				id: contribution.id,
				key: /^[0-9a-f-]{36}$/.test(key) ? key : undefined
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, linksIn(lang)(`/consultations/${number}/contributions/${seq}/own?done=${done}`));
	};
