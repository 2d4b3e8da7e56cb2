import { redirect, type RequestEvent } from '@sveltejs/kit';
import { renewSession, refuseGuess, requireRecentFactor } from '#lib/access.ts';
import { carry, typedIn, withTyped } from '#lib/carrying.ts';
import { readForm, textOf } from '#lib/forms.ts';
import { requireSignIn, wayBack } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import { drawQr } from '#lib/qr.ts';
import type { Actions, PageServerLoad } from './$types';

const nextOf = ({ url, locals: { lang } }: Pick<RequestEvent, 'url' | 'locals'>) =>
	wayBack(url) ?? linksIn(lang)('/account/security');

/** Whoever has a second factor enters it; whoever has none, or a new telephone, enrols. */
export const load: PageServerLoad = async (event) => {
	const { locals, url, request } = event;
	const actor = requireSignIn(locals, url);
	event.setHeaders({ 'cache-control': 'private, no-store' });
	const security = await locals.app.accounts.security(actor, undefined);
	const next = nextOf(event);
	const enrols = !security.secondFactor || url.searchParams.has('replace');
	// What a form has just brought is shown first: the recovery codes are there this once.
	const brings = url.searchParams.has('/carry');
	if (request.method === 'POST' && !brings)
		return { next, isStaff: security.isStaff, enrols, offer: null };
	if (enrols) requireRecentFactor(event, security);
	else if (!brings && actor.secondFactorAt !== null && !url.searchParams.has('again'))
		redirect(303, next);
	const offer = enrols ? await locals.app.accounts.offerSecondFactor(actor, {}) : null;
	return { next, isStaff: security.isStaff, enrols, offer: offer && withQr(offer) };
};

export const actions: Actions = {
	enter: async (event) => {
		const { app } = event.locals;
		const actor = requireSignIn(event.locals, event.url);
		const values = await readForm(event.request);
		try {
			const entered = await app.accounts.enterSecondFactor(actor, {
				totp: textOf(values, 'totp')
			});
			await renewSession(event, entered);
		} catch (refusal) {
			const refused = refuseGuess(event, refusal, values);
			return Object.assign(refused, { data: { ...refused.data, typed: typedIn(values) } });
		}
		const typed = typedIn(values);
		if (typed === undefined) redirect(303, nextOf(event));
		return { goOn: { action: withTyped(nextOf(event)), typed } };
	},
	/** The form of another page: what was typed into it is held until the code is right. */
	carry,
	enrol: async (event) => {
		const { app } = event.locals;
		const actor = requireSignIn(event.locals, event.url);
		const values = await readForm(event.request);
		const sealed = textOf(values, 'sealed');
		try {
			const enrolled = await app.accounts.enrolSecondFactor(actor, {
				sealed,
				totp: textOf(values, 'totp')
			});
			await renewSession(event, { secondFactorAt: app.storage.now() });
			return { ...enrolled, typed: typedIn(values) };
		} catch (refusal) {
			const refused = refuseGuess(event, refusal, values);
			const offer = withQr(await app.accounts.offerSecondFactor(actor, { sealed }));
			return Object.assign(refused, { data: { ...refused.data, offer, typed: typedIn(values) } });
		}
	}
};

function withQr({ link, ...offer }: { secret: string; link: string; sealed: string }) {
	return { ...offer, link, qr: drawQr(link) };
}
