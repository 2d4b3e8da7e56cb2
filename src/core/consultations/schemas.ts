import { Type } from 'typebox';
import { AreaJson } from '../areas/schemas.ts';
import { AuthorityJson } from '../authorities/schemas.ts';
import { CentreJson } from '../centres/schemas.ts';
import {
	Day,
	Id,
	Instant,
	iso,
	isoOrNull,
	LiveCursor,
	orNull,
	PartlyTrilingual,
	Trilingual
} from '../kernel/schemas.ts';
import { PollJson } from '../polls/schemas.ts';
import { CourseStepJson, courseStepJson } from './course-schemas.ts';
import { phases, topics } from './model.ts';
import type { ConsultationSummary } from './queries/summaries.ts';
import type { Consultation } from './queries/page.ts';

export const RuleProfileJson = Type.Object({
	id: Id,
	version: Type.Integer(),
	country: Type.Enum(['UA', 'PL', '*']),
	title: Trilingual,
	status: Trilingual,
	activeFrom: orNull(Day),
	usableFor: Type.Enum(['consultation', 'other']),
	minOpenDays: orNull(Type.Integer()),
	hardMinOpenDays: orNull(Type.Integer()),
	maxOpenDays: orNull(Type.Integer()),
	recommendedOpenDays: Type.Integer(),
	noticeDays: Type.Integer(),
	reportDays: Type.Integer(),
	reportAfter: Type.Enum(['close', 'decision']),
	lateIntakeWorkingDays: Type.Integer(),
	anonymous: Type.Enum(['reject', 'opinion_only', 'accept']),
	displayChoices: Type.Array(Type.Enum(['name', 'initials', 'resident'])),
	forbiddenFields: Type.Array(Type.String()),
	binding: Type.Boolean(),
	localResolutionRequired: Type.Boolean(),
	source: Type.String(),
	certainty: Type.String()
});

const Phase = Type.Enum([...phases]);
const Topic = orNull(Type.Enum([...topics]));
const dates = { opensAt: Instant, closesAt: Instant, reportDueAt: Instant };
const datesJson = (of: { opensAt: number; closesAt: number; reportDueAt: number }) => ({
	opensAt: iso(of.opensAt),
	closesAt: iso(of.closesAt),
	reportDueAt: iso(of.reportDueAt)
});

export const ConsultationSummaryJson = Type.Object({
	number: Type.String(),
	title: PartlyTrilingual,
	topic: Topic,
	language: Type.Enum(['uk', 'pl']),
	phase: Phase,
	authority: Type.Object({ slug: Type.String(), name: Trilingual }),
	timeZone: Type.String(),
	...dates,
	contributions: Type.Integer()
});
export const consultationSummaryJson = (summary: ConsultationSummary) => ({
	...summary,
	...datesJson(summary)
});

const texts = Type.Array(Type.String());
const CannotChange = Type.Object({ text: Type.String(), why: Type.String() });
const AffectedGroup = Type.Object({ group: Type.String(), effect: Type.String() });
const Consequence = Type.Object({ group: Type.String(), text: Type.String() });
const Responsible = Type.Object({
	name: Type.String(),
	post: Type.String(),
	phone: Type.String(),
	email: Type.String(),
	hours: Type.String()
});
const OfflineChannel = Type.Object({
	kind: Type.Enum(['centre', 'paper', 'phone', 'meeting']),
	text: Type.String()
});
const Resolution = Type.Object({ number: Type.String(), link: Type.String() });

const option = {
	id: Type.String(),
	doNothing: Type.Boolean(),
	title: Type.String(),
	pros: texts,
	cons: texts,
	cost: Type.String(),
	consequences: Type.Array(Consequence)
};

export const ConsultationJson = Type.Object({
	number: Type.String(),
	phase: Phase,
	title: PartlyTrilingual,
	topic: Topic,
	summary: PartlyTrilingual,
	authority: AuthorityJson,
	hostCentre: CentreJson,
	areas: Type.Array(AreaJson),
	profile: RuleProfileJson,
	announcedAt: Instant,
	...dates,
	suspendedAt: orNull(Instant),
	reportedAt: orNull(Instant),
	decidedAt: orNull(Instant),
	course: Type.Array(CourseStepJson, {
		description: 'What happened besides these dates, oldest first.'
	}),
	opensOn: Day,
	closesOn: Day,
	lateIntakeUntil: Day,
	canChange: texts,
	cannotChange: Type.Array(CannotChange),
	why: Type.String(),
	affectedGroups: Type.Array(AffectedGroup),
	options: Type.Array(Type.Object(option)),
	shortTermReason: Type.String(),
	responsible: Responsible,
	decidingBody: Type.String(),
	offlineChannels: Type.Array(OfflineChannel),
	resolution: orNull(Resolution),
	document: Type.Object({
		title: Type.String(),
		paragraphs: Type.Array(
			Type.Object({
				id: Id,
				number: Type.Integer(),
				heading: orNull(Type.String()),
				text: Type.String(),
				remarks: Type.Integer()
			})
		)
	}),
	polls: Type.Array(PollJson),
	counts: Type.Object({
		opinions: Type.Integer(),
		proposals: Type.Integer(),
		remarks: Type.Integer(),
		questions: Type.Integer()
	}),
	pending: Type.Integer({ description: 'Proposals that wait for an answer.' }),
	cursor: LiveCursor
});
export const consultationJson = <One extends Consultation>(page: One) => ({
	...page,
	...datesJson(page),
	announcedAt: iso(page.announcedAt),
	suspendedAt: isoOrNull(page.suspendedAt),
	reportedAt: isoOrNull(page.reportedAt),
	decidedAt: isoOrNull(page.decidedAt),
	course: page.course.map(courseStepJson),
	document: { title: page.documentTitle, paragraphs: page.paragraphs }
});
