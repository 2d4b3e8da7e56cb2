import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { contributionKinds, displays } from '#core/contributions/model.ts';
import type { ContributionKind, Display } from '#core/contributions/model.ts';
import { mayContribute } from '#core/contributions/policy.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { draftName } from '#lib/drafts.ts';
import { keyOf, readForm, refuse, textOf, type FormState, type FormValues } from '#lib/forms.ts';
import { orNotFound, requireSignIn } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { stepOf, steps, type Step, type Writing } from './steps.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number }, url }) => {
	const { app, newKey, lang } = locals;
	const actor = requireSignIn(locals, url);
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const wanted = url.searchParams.get('paragraph');
	const paragraph = consultation.paragraphs.find(({ id }) => id === wanted) ?? null;
	const kinds = contributionKinds.filter((kind) => (kind === 'remark') === (paragraph !== null));
	const { title, authority, phase, profile, hostCentre } = consultation;
	return {
		number,
		title,
		original: authority.language,
		open: phase === 'open',
		mayContribute: mayContribute(actor),
		paragraph,
		kinds,
		/** Chosen by the link that led here. */
		kind:
			kinds.find((one) => one === (paragraph ? 'remark' : url.searchParams.get('kind'))) ?? null,
		displays: displays.filter((one) => profile.displayChoices.includes(one)),
		writer: await app.accounts.own(actor, undefined),
		draft: draftName(actor.id, number, paragraph?.id),
		key: newKey(),
		help: { name: hostCentre.name[lang], slug: hostCentre.slug, phone: hostCentre.phone },
		centre: hostCentre,
		now: app.storage.now()
	};
};

export const actions: Actions = {
	/** Of the words alone: how to be named is asked next. */
	words: async ({ locals: { app, actor, lang }, params, request }) => {
		const values = await readForm(request);
		const { profile } = await app.consultations.page(actor, params);
		const input = inputOf(values, params.number, lang);
		try {
			const display = input.display || (profile.displayChoices[0] ?? 'name');
			await app.contributions.check(actor, { ...input, display });
		} catch (refusal) {
			return refuseAt(refusal, values);
		}
		return { values, step: 'name' } satisfies Writing;
	},
	/** Shows what would be sent, and what others proposed that is like it; nothing is sent yet. */
	check: async ({ locals: { app, actor, lang }, params, request }) => {
		const values = await readForm(request);
		const input = inputOf(values, params.number, lang);
		try {
			await app.contributions.check(actor, input);
		} catch (refusal) {
			return refuseAt(refusal, values);
		}
		const similar = input.kind === 'proposal' ? await app.contributions.similar(actor, input) : [];
		return { values, step: 'check', similar } satisfies Writing;
	},
	/** Back to one of the questions, with everything as it was typed. */
	change: async ({ request }) => {
		const { to, ...values } = await readForm(request);
		return { values, step: steps.find((one) => one === to) ?? 'words' } satisfies Writing;
	},
	send: async ({ locals: { app, actor, lang, newKey }, params, request }) => {
		const values = await readForm(request);
		const key = keyOf(values);
		if (!key) return fail(400, { values } satisfies Writing);
		// Whoever else signed in meanwhile on this device is asked first, and sees under whose name it would go.
		const account = actor.kind === 'account' ? actor.id : '';
		if (values.account !== undefined && values.account !== account)
			return { values: { ...values, account }, step: 'check' } satisfies Writing;
		let written;
		try {
			written = await app.contributions.write(actor, {
				...inputOf(values, params.number, lang),
				key
			});
		} catch (refusal) {
			const isOther = isRefusal(refusal) && refusal.code === 'idempotency_mismatch';
			return refuseAt(refusal, isOther ? { ...values, key: newKey() } : values);
		}
		const path = `/consultations/${params.number}/contributions/${written.seq}/sent`;
		redirect(303, linksIn(lang)(path));
	},
	/** Agrees with a proposal that is there, and sends no other. */
	instead: async ({ locals: { app, actor, lang }, params, request }) => {
		const values = await readForm(request);
		const contributionId = textOf(values, 'instead');
		const path = `/consultations/${params.number}/contributions/${Number(textOf(values, 'seq')) || 0}`;
		try {
			await app.contributions.support(actor, { contributionId });
		} catch (refusal) {
			return refuseAt(refusal, values);
		}
		redirect(303, linksIn(lang)(path));
	}
};

function refuseAt(refusal: unknown, values: FormValues): ActionFailure<Writing> {
	const { status, data }: ActionFailure<FormState> = refuse(refusal, values);
	// What has passed its checks is still in order when the disk is full or the line too busy.
	const isBusy = isRefusal(refusal) && ['storage_full', 'busy'].includes(refusal.code);
	const step: Step = isBusy ? 'check' : stepOf(data.errors, values);
	return fail(status, { ...data, step });
}

function inputOf(values: FormValues, number: string, language: App.Locals['lang']) {
	return {
		number,
		language,
		kind: textOf(values, 'kind') as ContributionKind,
		text: textOf(values, 'text'),
		display: textOf(values, 'display') as Display,
		paragraphId: textOf(values, 'paragraphId') || undefined,
		organisationId: textOf(values, 'organisationId') || undefined
	};
}
