import type { AnswerStatus } from '#core/answers/model.ts';
import type { Phase } from '#core/consultations/model.ts';
import type { ConsultationSummary } from '#core/consultations/queries/summaries.ts';
import type { Contribution } from '#core/contributions/queries/rows.ts';
import type { Lang, Trilingual } from '#core/kernel/text.ts';
import type { FormState } from '#lib/forms.ts';

/** Things as the application would give them; only here are they made up. */

const day = 86_400_000;
export const timeZone = 'Europe/Kyiv';

const town: Trilingual = { uk: 'Жидачів', pl: 'Żydaczów', en: 'Zhydachiv' };
const village: Trilingual = { uk: 'Тейсарів', pl: 'Tejsarów', en: 'Teisariv' };
const authority = {
	slug: 'zhydachiv-rada',
	name: {
		uk: 'Жидачівська міська рада',
		pl: 'Rada Miejska w Żydaczowie',
		en: 'Zhydachiv Town Council'
	}
};

export const title: Trilingual = {
	uk: 'Бібліотека в Тейсарові: з чого почати ремонт',
	pl: 'Biblioteka w Tejsarowie: od czego zacząć remont',
	en: 'The library in Teisariv: where to begin the repair'
};

export const words: Trilingual = {
	uk: 'Почніть із даху: торік узимку вода стояла між полицями. Меблі можуть зачекати до весни.',
	pl: 'Trzeba zacząć od dachu: zeszłej zimy woda stała między regałami. Meble mogą poczekać do wiosny.',
	en: 'Begin with the roof: last winter there was water between the shelves. The furniture can wait until spring.'
};

export const reasons: Trilingual = {
	uk: 'Дах ремонтуємо першим, у березні. Меблі лишаються в плані на осінь: на все одразу в бюджеті немає коштів.',
	pl: 'Dach remontujemy jako pierwszy, w marcu. Meble zostają w planie na jesień: na wszystko naraz nie ma środków w budżecie.',
	en: 'The roof comes first, in March. The furniture stays in the plan for autumn: the budget does not cover both at once.'
};

/** In a phase, with days that fit it. */
export function consultationIn(phase: Phase, now: number): ConsultationSummary & { now: number } {
	const closes: Partial<Record<Phase, number>> = { announced: 40, open: 9, suspended: 9 };
	const closesAt = now + (closes[phase] ?? -50) * day;
	const reported = phase === 'reported' || phase === 'decided';
	return {
		id: phase,
		number: 'UA-ZHD-2026-001',
		title,
		topic: 'governance',
		language: 'uk',
		phase,
		authority,
		timeZone,
		opensAt: now + (phase === 'announced' ? 5 : -30) * day,
		closesAt,
		reportDueAt: closesAt + (phase === 'analysis' ? 62 : 30) * day,
		reportedAt: reported ? now - 2 * day : null,
		contributions: phase === 'announced' ? 0 : 29,
		now
	};
}

const contribution: Omit<Contribution, 'at' | 'text' | 'language'> = {
	id: 'sample',
	seq: 1,
	number: 'UA-ZHD-2026-001/0001',
	kind: 'proposal',
	paragraphId: null,
	author: { as: 'name', name: 'Марія Коваль', place: village, tier: 'verified' },
	channel: 'online',
	provenance: null,
	stub: null,
	withdrawn: false,
	version: 1,
	correctedAt: null,
	support: 12,
	organisationSupport: 1,
	replies: 3,
	answer: null
};

const answered = (status: AnswerStatus, lang: Lang, at: number) => ({
	status,
	reasons: reasons[lang],
	paragraphIds: [],
	at,
	version: 1,
	alsoFor: status === 'partly_accepted' ? [4, 7] : []
});

/** Each way in which a contribution may look. */
export function contributions(lang: Lang, now: number): Contribution[] {
	const at = now - 6 * day;
	const text = words[lang];
	const stub = { decisionId: 'd', centre: { slug: 'cip-brody', town }, at, appealUntil: now + day };
	const different: Partial<Contribution>[] = [
		{ correctedAt: now - day, answer: answered('accepted', lang, now) },
		{
			channel: 'paper',
			author: { as: 'resident', place: village, tier: 'declared' },
			provenance: {
				centre: { slug: 'cip-zhydachiv', town },
				receivedOn: new Date(at).toISOString().slice(0, 10),
				enteredAt: at + day
			},
			answer: answered('partly_accepted', lang, now)
		},
		{
			kind: 'opinion',
			author: {
				as: 'organisation',
				slug: 'vilkha',
				organisation: { uk: 'ГО «Вільха»', pl: 'Stowarzyszenie „Wilcha”', en: 'NGO “Vilkha”' },
				name: 'Остап Мельник',
				tier: 'organisation'
			},
			answer: answered('not_accepted', lang, now)
		},
		{ kind: 'question', answer: answered('noted', lang, now), replies: 0 },
		{
			kind: 'remark',
			text: text.replace(/\S+ \S+(?=[.:])/u, '█████'),
			stub: { ...stub, action: 'redacted', ground: 'M4_privacy' }
		},
		{ text: null, stub: { ...stub, action: 'hidden', ground: 'M5_insult' } },
		{ text: null, withdrawn: true, author: { as: 'withdrawn', tier: 'declared' } }
	];
	return different.map((one, place) => ({
		...contribution,
		at,
		text,
		language: lang,
		...one,
		id: `sample-${place + 1}`,
		seq: place + 1,
		number: `UA-ZHD-2026-001/000${place + 1}`
	}));
}

/** A form that came back: what was wrong, and what was typed. */
export const wrongForm: FormState = {
	refusal: 'invalid_input',
	errors: [
		{ path: 'place', code: 'unknown_place' },
		{ path: 'way', code: 'required' },
		{ path: 'letter', code: 'too_long', values: { max: 40 } },
		{ path: 'day', code: 'not_a_date' },
		{ path: 'secret', code: 'password_too_short', values: { min: 10 } }
	],
	values: { place: 'Тесарів', letter: reasons.uk, day: '' }
};

export const results = {
	participants: { verified: 141, declared: 36 },
	options: (lang: Lang) =>
		[
			{ uk: 'Спершу дах', pl: 'Najpierw dach', en: 'The roof first' },
			{ uk: 'Спершу меблі', pl: 'Najpierw meble', en: 'The furniture first' },
			{ uk: 'Нічого не змінювати', pl: 'Niczego nie zmieniać', en: 'Change nothing' }
		].map((option, place) => ({
			id: String(place),
			text: option[lang],
			verified: [96, 45, 0][place]!,
			declared: [20, 12, 4][place]!
		}))
};
