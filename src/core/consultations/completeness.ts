import type { Authority } from '../authorities/queries.ts';
import type { FieldError } from '../kernel/errors.ts';
import { createFields, type Fields } from '../kernel/fields.ts';
import { langs, type Trilingual } from '../kernel/text.ts';
import { dayOf, daysBetween, type Instant } from '../kernel/time.ts';
import { pollKinds } from '../polls/model.ts';
import type { Draft } from './content.ts';
import { offlineChannelKinds, topics, type RuleProfile } from './model.ts';
import { paragraphsFromText } from './paragraphs.ts';
import { recommendedTerm, termErrors } from './terms.ts';

/** What a draft is measured by. */
export interface DraftRules {
	authority: Pick<Authority, 'country' | 'timeZone' | 'language' | 'localRule'>;
	/** Undefined while none is chosen. */
	profile: RuleProfile | undefined;
	/** Areas that the authority may consult about. */
	knownAreas: readonly string[];
	/** Centres that may host it. */
	knownCentres: readonly string[];
	holidaysAreWorkingDays: boolean;
}

const line = { min: 2, max: 300 } as const;
const long = { min: 20, max: 4000, multiline: true } as const;

/**
 * All that still stands between a draft and its announcement now: missing and wrong fields, and days that
 * the rules do not allow (R-06, R-10… ).
 */
export function draftErrors(draft: Draft, rules: DraftRules, now: Instant): FieldError[] {
	const fields = createFields();
	trilingual(fields, 'title', draft.title, rules, { min: 10, max: 160 });
	trilingual(fields, 'summary', draft.summary, rules, { min: 60, max: 1200, multiline: true });
	if (draft.topic) fields.oneOf('topic', draft.topic, topics);
	list(fields, 'canChange', draft.canChange, (path, text) => fields.text(path, text, line));
	list(fields, 'cannotChange', draft.cannotChange, (path, { text, why }) => {
		fields.text(`${path}.text`, text, line);
		fields.text(`${path}.why`, why, line);
	});
	fields.text('why', draft.why, long);
	list(fields, 'affectedGroups', draft.affectedGroups, (path, { group, effect }) => {
		fields.text(`${path}.group`, group, line);
		fields.text(`${path}.effect`, effect, line);
	});
	options(fields, draft);
	fields.text('documentTitle', draft.documentTitle, line);
	if (paragraphsFromText(draft.documentText).length === 0) fields.wrong('documentText', 'required');
	polls(fields, draft);
	days(fields, draft, rules, now);
	people(fields, draft, rules);
	return fields.errors;
}

function trilingual(
	fields: Fields,
	path: string,
	texts: Partial<Trilingual>,
	{ authority }: DraftRules,
	limits: { min: number; max: number; multiline?: boolean }
): void {
	for (const lang of langs) {
		const optional = lang !== authority.language;
		fields.text(`${path}.${lang}`, texts[lang] ?? '', { ...limits, optional });
	}
}

function list<Item>(
	fields: Fields,
	path: string,
	items: readonly Item[],
	check: (path: string, item: Item) => void
): void {
	if (items.length === 0) fields.wrong(path, 'required');
	items.forEach((item, place) => check(`${path}.${place}`, item));
}

function options(fields: Fields, { options }: Draft): void {
	if (options.length < 2) fields.wrong('options', 'needs_two_options');
	else if (!options.some(({ doNothing }) => doNothing)) fields.wrong('options', 'needs_do_nothing');
	options.forEach(({ title, pros, cons, cost, consequences }, place) => {
		const path = `options.${place}`;
		fields.text(`${path}.title`, title, line);
		list(fields, `${path}.pros`, pros, (at, text) => fields.text(at, text, line));
		list(fields, `${path}.cons`, cons, (at, text) => fields.text(at, text, line));
		fields.text(`${path}.cost`, cost, line);
		consequences.forEach(({ group, text }, at) => {
			fields.text(`${path}.consequences.${at}`, group && text, line);
		});
	});
}

function polls(fields: Fields, draft: Draft): void {
	draft.polls.forEach(({ kind, question, options }, place) => {
		const path = `polls.${place}`;
		fields.oneOf(`${path}.kind`, kind, pollKinds);
		fields.text(`${path}.question`, question, { min: 5, max: 300 });
		if (options.length < 2) fields.wrong(`${path}.options`, 'needs_two_options');
		else if (new Set(options).size < options.length)
			fields.wrong(`${path}.options`, 'not_a_choice');
		options.forEach((text, at) => fields.text(`${path}.options.${at}`, text, { min: 1, max: 200 }));
	});
}

function days(fields: Fields, draft: Draft, rules: DraftRules, now: Instant): void {
	const { authority, profile } = rules;
	if (draft.areaIds.length === 0) fields.wrong('areaIds', 'required');
	else if (!draft.areaIds.every((id) => rules.knownAreas.includes(id)))
		fields.wrong('areaIds', 'unknown_place');
	if (draft.ruleProfileId === '') return fields.wrong('ruleProfileId', 'required');
	const inForce =
		profile?.activeFrom != null && profile.activeFrom <= dayOf(now, authority.timeZone);
	if (!profile || !inForce || !suits(profile, authority.country))
		return fields.wrong('ruleProfileId', 'not_a_choice');

	const { localRule } = authority;
	const errors = termErrors(draft, now, { ...rules, ...authority, profile });
	for (const { path, code, values } of errors) fields.wrong(path, code, values);
	const short =
		errors.length === 0 &&
		daysBetween(draft.opensOn, draft.closesOn) < recommendedTerm(profile, localRule);
	fields.text('shortTermReason', draft.shortTermReason, { ...long, optional: !short });
	if (profile.localResolutionRequired) {
		fields.text('resolution.number', draft.resolution.number, { max: 120 });
		fields.text('resolution.link', draft.resolution.link, { max: 300 });
	}
	if (draft.resolution.link !== '' && !/^https?:\/\/[^\s]+$/.test(draft.resolution.link))
		fields.wrong('resolution.link', 'not_a_choice');
}

function people(fields: Fields, draft: Draft, rules: DraftRules): void {
	const { name, post, phone, email, hours } = draft.responsible;
	fields.name('responsible.name', name);
	fields.text('responsible.post', post, line);
	fields.text('responsible.phone', phone, { max: 60 });
	fields.text('responsible.email', email, { max: 120 });
	fields.text('responsible.hours', hours, { max: 200, optional: true });
	fields.text('decidingBody', draft.decidingBody, line);
	fields.oneOf('hostCentreId', draft.hostCentreId, rules.knownCentres);
	list(fields, 'offlineChannels', draft.offlineChannels, (path, { kind, text }) => {
		fields.oneOf(`${path}.kind`, kind, offlineChannelKinds);
		fields.text(`${path}.text`, text, line);
	});
}

/** Whether a profile may govern a consultation of that country. */
export const suits = (profile: RuleProfile, country: 'UA' | 'PL') =>
	profile.usableFor === 'consultation' && (profile.country === '*' || profile.country === country);
