import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Waiting } from '#core/accounts/waiting.ts';
import { contributionKinds, displays, type ContributionKind } from '#core/contributions/model.ts';
import type { Display } from '#core/contributions/model.ts';
import type { Lang, Trilingual } from '#core/kernel/text.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { textOf, textsOf, type FormValues } from './forms.ts';
import { isOwnPath } from './server-load.ts';

/** What is sent when the link of a letter has been followed, as its page shows it. */
export interface WaitingWords {
	kind: ContributionKind | 'vote';
	/** Word for word. */
	words: string;
	/** The language of the consultation. */
	original: Lang;
	title: Partial<Trilingual>;
	number: string;
	/** How the author will be shown; null for a vote. */
	display: Display | null;
	/** Whether it can still be sent. */
	open: boolean;
}

/** Null for a form that is none of those that visitors send, and for what is not there any more. */
export async function wordsOf(
	{ locals: { app, actor } }: Pick<RequestEvent, 'locals'>,
	{ next, typed }: Waiting
): Promise<WaitingWords | null> {
	const [, number, form, pollId] =
		/^(?:\/(?:pl|en))?\/consultations\/([^/?]+)\/(polls|contribute)(?:\/([^/?]+))?(?:\?|$)/.exec(
			next
		) ?? [];
	if (number === undefined) return null;
	try {
		const { title, authority, phase, polls } = await app.consultations.page(actor, { number });
		const about = { number, title, original: authority.language, open: phase === 'open' };
		if (form === 'polls') {
			const chosen = textsOf(typed, 'option');
			const poll = polls.find(({ id }) => id === pollId);
			const texts = poll?.options.filter(({ id }) => chosen.includes(id)) ?? [];
			if (texts.length === 0) return null;
			const words = texts.map(({ text }) => text).join('; ');
			return { ...about, kind: 'vote', words, display: null };
		}
		const kind = contributionKinds.find((one) => one === textOf(typed, 'kind'));
		if (!kind) return null;
		const display = displays.find((one) => one === textOf(typed, 'display')) ?? null;
		return { ...about, kind, words: textOf(typed, 'text'), display };
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'not_found') return null;
		throw refusal;
	}
}

/** In the form of a link's page: where the rest of it is sent on to. */
export const nextField = 'sendTo';

/**
 * Goes on with what waited, as a browser sends it once more (307): no password is among it, and its own page says
 * whether it was taken.
 */
export function sendOn(values: FormValues, otherwise: string): never {
	const { [nextField]: _, email: __, ...typed } = values;
	const next = textOf(values, nextField);
	if (!isOwnPath(next)) redirect(303, otherwise);
	redirect(Object.keys(typed).length > 0 ? 307 : 303, next);
}
