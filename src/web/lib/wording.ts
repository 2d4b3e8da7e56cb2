import type { Area } from '#core/areas/queries.ts';
import { daysAfterResuming, type Phase } from '#core/consultations/model.ts';
import type { ContributionKind } from '#core/contributions/model.ts';
import type { Author } from '#core/contributions/queries/rows.ts';
import type { FieldError, RefusalCode } from '#core/kernel/errors.ts';
import type { Lang, Trilingual } from '#core/kernel/text.ts';
import { dateInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';

/** What is wrong with a field, in words; days that it names (`…On`) as well. */
export function fieldErrorWords(m: Words, lang: Lang, { code, values = {} }: FieldError): string {
	// A day ends its sentence; Ukrainian ends it with "р.", and one full stop is enough.
	const inWords = (on: string) => dateInWords(on, lang).replace(/\.$/, '');
	const named: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(values))
		named[name] = name.endsWith('On') ? inWords(String(value)) : value;
	return m.field_error[code](named);
}

export function refusalWords(m: Words, code: RefusalCode): string {
	return m.refusal[code]();
}

/** A place with what it lies in: "Тейсарів, Жидачівська громада, Стрийський район". */
export const placeWords = (lang: Lang, { name, within }: Pick<Area, 'name' | 'within'>): string =>
	[name[lang], ...within.slice(0, 2).map((one) => one[lang])].join(', ');

/** With a capital: for words that stand in the middle of a sentence elsewhere. */
export function sentence(words: string, lang: Lang): string {
	const first = /^./u.exec(words)?.[0] ?? '';
	return first.toLocaleUpperCase(lang) + words.slice(first.length);
}

/**
 * A text in the page's language, else in the one it was written in; then `lang` says which, for the attribute of
 * the same name.
 */
export function textIn(
	lang: Lang,
	texts: Partial<Trilingual>,
	original: Lang
): { words: string; lang: Lang | undefined } {
	const words = texts[lang];
	return words ? { words, lang: undefined } : { words: texts[original] ?? '', lang: original };
}

/** What a contribution is called where its words do not stand: a proposal, No. 36. */
export const numbered = (
	m: Words,
	{ kind, seq }: { kind: ContributionKind; seq: number }
): string => `${m.kind[kind]()} ${m.number_short({ number: seq })}`;

/** An author as they wished to be shown; an organisation with whoever spoke for it. */
export function authorWords(m: Words, lang: Lang, author: Author): string {
	switch (author.as) {
		case 'organisation':
			return `${author.organisation[lang]}, ${author.name}`;
		case 'resident':
			return m.contribution.resident({ place: author.place[lang] });
		case 'withdrawn':
			return m.withdrawn_author();
		default:
			return `${author.name}, ${author.place[lang]}`;
	}
}

/** What became of a vote whose consultation was suspended or cancelled; undefined in every other phase. */
export function pollStopped(m: Words, phase: Phase): string | undefined {
	if (phase === 'suspended') return m.poll_suspended({ count: daysAfterResuming });
	return phase === 'cancelled' ? m.poll_cancelled() : undefined;
}

/** Labels of the fields of `WhoYouAre`, for the error summary. */
export const whoLabels = (m: Words): Record<string, string> => ({
	login: m.sign_in_login(),
	password: m.password_label(),
	totp: m.second_factor_label(),
	cardLogin: m.login_label(),
	cardCode: m.card.code(),
	cardPassword: m.card.password(),
	email: m.sign_up.email(),
	name: m.name_label(),
	place: m.place_label(),
	areaId: m.place_label(),
	agreed: m.sign_up.agreed()
});
