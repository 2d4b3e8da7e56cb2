import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { App } from '#core/app.ts';
import { phaseChanges } from '#core/consultations/model.ts';
import type { Consultation } from '#core/consultations/queries/page.ts';
import { displays } from '#core/contributions/model.ts';
import { badgeOf, mayContribute } from '#core/contributions/policy.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { topicOfConsultation } from '#core/kernel/events.ts';
import { readForm, refuse, textOf } from '#lib/forms.ts';
import { orNotFound } from '#lib/server-load.ts';
import { showsSupport, toggleSupport } from '#lib/support.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { number, seq: typed }, url }) => {
	const { app, actor, lang, newKey, keep } = locals;
	const seq = Number(typed) || 0;
	const of = { number, seq };
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	keep({ topics: [topicOfConsultation(number)], changesAt: phaseChanges(consultation) });
	const contribution = await orNotFound(app.contributions.bySeq(actor, of));
	const contributionIds = [contribution.id];
	const own = (await app.contributions.ownAmong(actor, { contributionIds })).length > 0;
	const writer = contribution.text === null ? null : await writerOf(app, actor, consultation);
	/** The id of the reply that is reported here; '' for the contribution itself. */
	const flagged = url.searchParams.get('flag');
	const { authority, hostCentre, title, phase, closesAt, paragraphs, cursor } = consultation;
	return {
		number,
		title,
		phase,
		closesAt,
		now: consultation.now,
		cursor,
		original: authority.language,
		timeZone: authority.timeZone,
		paragraphs: paragraphs.map(({ id, number }) => ({ id, number })),
		/** What it is a remark on. */
		paragraph: paragraphs.find(({ id }) => id === contribution.paragraphId) ?? null,
		contribution,
		own,
		earlier: await app.contributions.versions(actor, of),
		thread: await app.contributions.thread(actor, of),
		/** Null while nobody may agree, or for one's own words. */
		support:
			showsSupport(actor, phase) && !own
				? { mine: (await app.contributions.ownSupports(actor, { contributionIds })).length > 0 }
				: null,
		writer,
		/** What a visitor could do after signing in. */
		mayJoin: actor.kind === 'visitor' && phase === 'open' && contribution.text !== null,
		/** The id of the reply that is answered here; null for the contribution itself. */
		replyTo: url.searchParams.get('reply'),
		flagged,
		/** Only a page with a form carries one: others may be kept. */
		key: writer !== null || flagged !== null ? newKey() : '',
		help: { name: hostCentre.name[lang], slug: hostCentre.slug, phone: hostCentre.phone }
	};
};

/** As whom the reader may reply now; null when they may not. The command decides again. */
async function writerOf(
	app: App,
	actor: Actor,
	{ phase, authority, hostCentre, profile }: Consultation
) {
	if (actor.kind !== 'account') return null;
	const badge = badgeOf(actor, { authorityId: authority.id, hostCentreId: hostCentre.id });
	const until = badge ? ['open', 'analysis', 'report_overdue'] : ['open'];
	if (!until.includes(phase) || (!badge && !mayContribute(actor))) return null;
	const { name, residence, organisations } = await app.accounts.own(actor, undefined);
	const allowed = displays.filter((one) => profile.displayChoices.includes(one));
	return { badge, name, residence, organisations, displays: allowed };
}

export const actions: Actions = {
	support: toggleSupport,
	reply: async (event) => {
		const { app, actor, lang } = event.locals;
		const values = await readForm(event.request);
		const contributionId = await idOf(event);
		let written;
		try {
			written = await app.contributions.reply(actor, {
				contributionId,
				text: textOf(values, 'text'),
				parentReplyId: textOf(values, 'parentReplyId') || undefined,
				display: textOf(values, 'display') || undefined,
				organisationId: textOf(values, 'organisationId') || undefined,
				language: lang,
				key: keyOf(textOf(values, 'key'))
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		redirect(303, `${event.url.pathname}#r${written.id}`);
	},
	flag: async (event) => {
		const { app, actor } = event.locals;
		const values = await readForm(event.request);
		const id = textOf(values, 'replyId') || (await idOf(event));
		try {
			await app.moderation.flag(actor, {
				id,
				ground: textOf(values, 'ground'),
				note: textOf(values, 'note'),
				key: keyOf(textOf(values, 'key'))
			});
		} catch (refusal) {
			return refuse(refusal, values);
		}
		return { flagged: true };
	}
};

const keyOf = (sent: string) => (/^[0-9a-f-]{36}$/.test(sent) ? sent : undefined);

async function idOf({ locals, params }: RequestEvent<{ number: string; seq: string }>) {
	const { app, actor } = locals;
	const of = { number: params.number, seq: Number(params.seq) || 0 };
	return (await orNotFound(app.contributions.bySeq(actor, of))).id;
}
