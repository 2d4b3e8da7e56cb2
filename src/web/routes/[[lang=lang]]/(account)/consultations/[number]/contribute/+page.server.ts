import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { contributionKinds, displays } from '#core/contributions/model.ts';
import type { ContributionKind, Display } from '#core/contributions/model.ts';
import { mayContribute } from '#core/contributions/policy.ts';
import { isRefusal, Refusal } from '#core/kernel/errors.ts';
import { draftName } from '#lib/drafts.ts';
import {
	keyOf,
	readForm,
	refuse,
	textOf,
	withoutSecrets,
	type FormState,
	type FormValues
} from '#lib/forms.ts';
import { identify, wayOf, withoutWho } from '#lib/identify.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { stepOf, steps, type Writing } from './steps.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number }, url }) => {
	const { app, actor, newKey, lang } = locals;
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const wanted = url.searchParams.get('paragraph');
	const paragraph = consultation.paragraphs.find(({ id }) => id === wanted) ?? null;
	const kinds = contributionKinds.filter((kind) => (kind === 'remark') === (paragraph !== null));
	const { title, authority, phase, profile, hostCentre } = consultation;
	const accountId = actor.kind === 'account' ? actor.id : null;
	return {
		number,
		title,
		original: authority.language,
		open: phase === 'open',
		/** Whoever is not known yet may: they say who they are when they send it. */
		mayContribute: accountId === null || mayContribute(actor),
		paragraph,
		kinds,
		/** Chosen by the link that led here. */
		kind:
			kinds.find((one) => one === (paragraph ? 'remark' : url.searchParams.get('kind'))) ?? null,
		displays: displays.filter((one) => profile.displayChoices.includes(one)),
		/** Null for a visitor. */
		writer: accountId === null ? null : await app.accounts.own(actor, undefined),
		draft: draftName(accountId, number, paragraph?.id),
		visitorDraft: draftName(null, number, paragraph?.id),
		key: newKey(),
		help: { name: hostCentre.name[lang], slug: hostCentre.slug, phone: hostCentre.phone },
		centre: hostCentre,
		now: app.storage.now()
	};
};

export const actions: Actions = {
	/** Shows what would be sent, and what others proposed that is like it; nothing is sent yet. */
	check: async ({ locals: { app, actor, lang }, params, request }) => {
		const values = await readForm(request);
		const input = inputOf(values, params.number, lang);
		const { profile } = await orNotFound(app.consultations.page(actor, params));
		try {
			// How to be shown is asked beside what is shown.
			const display = input.display || (profile.displayChoices[0] ?? 'name');
			await app.contributions.check(actor, { ...input, display });
		} catch (refusal) {
			return refuseAt(refusal, values);
		}
		const similar = input.kind === 'proposal' ? await app.contributions.similar(actor, input) : [];
		return { values, step: 'check', way: wayOf(values), similar } satisfies Writing;
	},
	/** Back to one of the questions, with everything as it was typed. */
	change: async ({ request }) => {
		const { to, ...values } = await readForm(request);
		const step = steps.find((one) => one === to) ?? 'words';
		return { values: withoutSecrets(values), step, way: wayOf(values) } satisfies Writing;
	},
	send: async (event) => {
		const { app, lang, newKey, actor: before } = event.locals;
		const { account, ...values } = await readForm(event.request);
		const key = keyOf(values);
		if (!key) return fail(400, { values: withoutSecrets(values) } satisfies Writing);
		// Whoever else signed in meanwhile on this device is asked first, and sees under whose name it would go.
		if (before.kind === 'account' && account !== undefined && account !== before.id)
			return { values: withoutSecrets(values), step: 'check' } satisfies Writing;
		// The session has ended under which it was shown.
		if (before.kind === 'visitor' && account) return refuseAt(new Refusal('not_signed_in'), values);
		const input = inputOf(values, event.params.number, lang);
		try {
			// Nobody says who they are, and no letter is written, for what cannot be sent.
			if (before.kind === 'visitor') await app.contributions.check(before, input);
		} catch (refusal) {
			return refuseAt(refusal, values);
		}
		const { actor, answer } = await identify(event, values);
		if (answer) return answer;
		let written;
		try {
			written = await app.contributions.write(actor, { ...input, key });
		} catch (refusal) {
			const isOther = isRefusal(refusal) && refusal.code === 'idempotency_mismatch';
			// The page is drawn for whoever has just signed in.
			event.locals.actor = actor;
			const kept = withoutWho(values);
			return refuseAt(refusal, isOther ? { ...kept, key: newKey() } : kept);
		}
		const path = `/consultations/${event.params.number}/contributions/${written.seq}/sent`;
		redirect(303, linksIn(lang)(path));
	}
};

function refuseAt(refusal: unknown, values: FormValues): ActionFailure<Writing> {
	// A paragraph is chosen by the link that led here: no field asks for it.
	const isRemark = textOf(values, 'paragraphId') !== '';
	const fieldOf = (path: string) =>
		path === 'kind' || path === 'paragraphId' ? (isRemark ? 'text' : 'kind') : path;
	const { status, data }: ActionFailure<FormState> = refuse(refusal, values, fieldOf);
	return fail(status, { ...data, step: stepOf(data.errors) });
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
