import type { AnswerStatus } from '#core/answers/model.ts';
import type { Became, DecidedWords } from '#core/contributions/queries/became.ts';
import type { Lang } from '#core/kernel/text.ts';
import { dateInWords, dayInWords, lastDayInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';
import { agreeWords, comingSteps } from './coming.ts';

/** One step of what became of somebody's words. */
export interface BecameStep {
	/** The day in words; for what has no day of its own, when about. */
	when: string;
	words: string;
	/** Said by icon and word. */
	status?: AnswerStatus;
	more?: string | undefined;
	moreLang?: string | undefined;
	/** Where all of it is read; with its language. */
	href?: string | undefined;
	state: 'past' | 'now' | 'later' | 'late';
}

/** What the steps are told with. */
export interface Telling {
	m: Words;
	lang: Lang;
	to: (path: string) => string;
	now: number;
}

/** A step that has been taken, with its instant to be ordered by. */
type Taken = Omit<BecameStep, 'state'> & { at: number };

/** Of the reasons of an answer, as much as says what they are about. */
const beginningLength = 180;

/** From receipt to decision, with what is still to come; the last step taken is where it stands now. */
export function becameSteps(telling: Telling, became: Became): BecameStep[] {
	const taken = [
		...ofWords(telling, became),
		...ofOthers(telling, became),
		...ofCentres(telling, became),
		...ofAuthority(telling, became)
	].sort((a, b) => a.at - b.at);
	const steps = taken.map(({ at: _, ...step }, place): BecameStep => ({
		...step,
		state: place < taken.length - 1 ? 'past' : 'now'
	}));
	if (became.contribution.withdrawn)
		return [
			...steps.map((step): BecameStep => ({ ...step, state: 'past' })),
			{ when: '', words: telling.m.became.withdrawn(), state: 'now' }
		];
	return [...steps, ...comingSteps(telling, became)];
}

function ofWords(
	{ m, lang, to }: Telling,
	{ contribution, replies, consultation }: Became
): Taken[] {
	const { timeZone, number } = consultation;
	const { at, correctedAt, provenance, channel, seq } = contribution;
	const day = (instant: number) => dayInWords(instant, lang, timeZone);
	const thread = to(`/consultations/${number}/contributions/${seq}#thread`);
	const entered = provenance && {
		channel: m.channel[channel](),
		town: provenance.centre.town[lang],
		received: dateInWords(provenance.receivedOn, lang),
		entered: day(provenance.enteredAt)
	};
	return [
		{
			at,
			when: day(at),
			words: m.became.received(),
			more: entered ? m.own_paper(entered) : undefined
		},
		...(correctedAt === null
			? []
			: [{ at: correctedAt, when: day(correctedAt), words: m.became.corrected() }]),
		...replies.map(({ badge, count, at }) => ({
			at,
			when: day(at),
			words: badge === null ? m.became.replied({ count }) : m.became_explained[badge](),
			href: thread
		}))
	];
}

/** Those who agreed, once nobody can any more. */
function ofOthers(telling: Telling, { contribution, consultation }: Became): Taken[] {
	const { phase, closesAt, timeZone } = consultation;
	const words = agreeWords(telling, contribution);
	if (words === '' || phase === 'open' || phase === 'suspended') return [];
	return [{ at: closesAt, when: lastDayInWords(closesAt, telling.lang, timeZone), words }];
}

function ofCentres({ m, lang }: Telling, { decided, consultation }: Became): Taken[] {
	const day = (instant: number) => dayInWords(instant, lang, consultation.timeZone);
	return decided.flatMap(({ action, ground, centre, at, appeal }) => {
		if (action === 'none') return [];
		const town = centre.town[lang];
		const words = {
			hidden: () => m.became_moderated.hidden({ town, ground: m.ground[ground]() }),
			redacted: () => m.became_moderated.redacted({ town, ground: m.ground[ground]() }),
			restored: () => m.became_moderated.restored({ town })
		}[action];
		return [{ at, when: day(at), words: words() }, ...ofAppeal(m, day, appeal)];
	});
}

function ofAppeal(m: Words, day: (at: number) => string, appeal: DecidedWords['appeal']): Taken[] {
	if (appeal === null) return [];
	const { at, outcome, decidedAt } = appeal;
	const made = { at, when: day(at), words: m.became.appealed() };
	if (outcome === null || decidedAt === null) return [made];
	const words = m.became.appeal_decided({ outcome: m.appeal_outcome[outcome]() });
	return [made, { at: decidedAt, when: day(decidedAt), words }];
}

function ofAuthority({ m, lang, to }: Telling, became: Became): Taken[] {
	const { contribution, dispute, consultation, decision } = became;
	const { number, language, timeZone, reportedAt, decidedAt, cancelledAt } = consultation;
	const { answer } = contribution;
	const day = (instant: number) => dayInWords(instant, lang, timeZone);
	const moreLang = language === lang ? undefined : language;
	const page = to(`/consultations/${number}`);
	const steps: Taken[] = [];
	const add = (at: number | null | undefined, step: Omit<Taken, 'at' | 'when'>) => {
		if (at !== null && at !== undefined) steps.push({ at, when: day(at), ...step });
	};
	if (answer)
		add(answer.at, {
			words: m.became.answered(),
			status: answer.status,
			more: beginningOf(answer.reasons),
			moreLang
		});
	add(dispute?.at, { words: m.became.disputed() });
	add(dispute?.supplementedAt, { words: m.became.supplemented() });
	add(reportedAt, { words: m.became.reported(), href: `${page}/report` });
	if (decision)
		add(decidedAt, { words: m.became.decided(), more: decision.title, moreLang, href: page });
	if (decision && decision.changes > 0)
		add(decidedAt, { words: m.became.changed({ count: decision.changes }) });
	if (consultation.phase === 'cancelled') add(cancelledAt, { words: m.became.cancelled() });
	return steps;
}

/** Cut at the end of a word. */
function beginningOf(reasons: string): string {
	if (reasons.length <= beginningLength) return reasons;
	return `${reasons.slice(0, beginningLength).replace(/\s+\S*$/u, '')} …`;
}
