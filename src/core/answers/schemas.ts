import { Type } from 'typebox';
import { AuthorityJson } from '../authorities/schemas.ts';
import { CentreJson } from '../centres/schemas.ts';
import { phases } from '../consultations/model.ts';
import { channels, contributionKinds, tiers, visibilities } from '../contributions/model.ts';
import {
	ContributionJson,
	contributionJson,
	DocumentChangeJson
} from '../contributions/schemas.ts';
import {
	Day,
	Id,
	Instant,
	iso,
	isoOrNull,
	orNull,
	PartlyTrilingual,
	Trilingual
} from '../kernel/schemas.ts';
import { groundCodes } from '../moderation/model.ts';
import { PollJson } from '../polls/schemas.ts';
import { answerStatuses, proseFields } from './model.ts';
import type { ExportedContribution } from './queries/export.ts';
import type { Inbox } from './queries/inbox.ts';
import type { Report, ReportDraft } from './queries/report.ts';

const count = Type.Integer();
const each = <const Name extends string, Value extends Parameters<typeof Type.Array>[0]>(
	names: readonly Name[],
	value: Value
) => Type.Object(Object.fromEntries(names.map((name) => [name, value])) as { [N in Name]: Value });

/** A number for each of the names. */
const counts = <const Name extends string>(names: readonly Name[]) => each(names, count);

const Status = Type.Enum([...answerStatuses]);
const Prose = each(proseFields, Type.String());
const Tiers = each(
	tiers,
	Type.Object({ texts: count, people: count }, { description: 'Never added to other tiers.' })
);

const Figures = Type.Object(
	{
		tiers: Tiers,
		kinds: counts(contributionKinds),
		channels: counts(channels),
		withdrawn: count,
		late: Type.Integer({ description: 'Received in time, entered after closing.' }),
		places: Type.Array(Type.Object({ area: Trilingual, tiers: Tiers })),
		replies: count,
		supports: count,
		organisationSupports: Type.Optional(count),
		answers: counts(answerStatuses),
		moderation: Type.Object({
			hidden: count,
			redacted: count,
			byGround: Type.Array(Type.Object({ ground: Type.Enum([...groundCodes]), count }))
		}),
		appeals: counts(['upheld', 'changed', 'restored', 'waiting']),
		delayDays: count
	},
	{ description: 'Counted at publication and never edited.' }
);

const consultation = {
	number: Type.String(),
	title: PartlyTrilingual,
	phase: Type.Enum([...phases]),
	reportDueAt: Instant
};

const DecisionJson = Type.Object({
	body: Type.String(),
	number: Type.String(),
	decidedOn: Day,
	title: Type.String(),
	document: Type.String(),
	changes: Type.Array(Type.Object({ ...DocumentChangeJson.properties, paragraph: Type.Integer() })),
	followUp: Type.String(),
	recordedAt: Instant,
	beforeReport: Type.Boolean({ description: 'Taken before the report was published.' })
});

export const ReportJson = Type.Object({
	consultation: Type.Object({
		...consultation,
		announcedAt: Instant,
		opensAt: Instant,
		closesAt: Instant
	}),
	authority: AuthorityJson,
	hostCentre: CentreJson,
	version: Type.Integer(),
	prose: Prose,
	signedBy: Type.String(),
	publishedAt: Instant,
	figures: Figures,
	polls: Type.Array(PollJson),
	answers: Type.Array(
		Type.Object({
			id: Id,
			reasons: Type.String(),
			paragraphIds: Type.Array(Id),
			at: Instant,
			answered: Type.Array(Type.Object({ seq: Type.Integer(), status: Status }))
		})
	),
	earlier: Type.Array(
		Type.Object({
			version: Type.Integer(),
			publishedAt: Instant,
			prose: Prose,
			reason: orNull(Type.String())
		})
	),
	reason: orNull(Type.String({ description: 'Why it took the place of an earlier version.' })),
	decision: orNull(DecisionJson),
	decisionMissing: Type.Boolean({ description: 'None was recorded for half a year.' })
});

export const reportJson = ({ consultation, decision, ...report }: Report) => ({
	...report,
	consultation: {
		...consultation,
		announcedAt: iso(consultation.announcedAt),
		opensAt: iso(consultation.opensAt),
		closesAt: iso(consultation.closesAt),
		reportDueAt: iso(consultation.reportDueAt)
	},
	publishedAt: iso(report.publishedAt),
	answers: report.answers.map((answer) => ({ ...answer, at: iso(answer.at) })),
	earlier: report.earlier.map((one) => ({ ...one, publishedAt: iso(one.publishedAt) })),
	decision: decision && { ...decision, recordedAt: iso(decision.recordedAt) }
});

export const ReportDraftJson = Type.Object({
	consultation: Type.Object(consultation),
	authority: AuthorityJson,
	prose: Prose,
	signedBy: Type.String(),
	version: Type.Integer({ description: '0 before anything was kept.' }),
	figures: Figures,
	pending: Type.Integer({ description: 'With one of them nothing is published.' }),
	lateIntakeUntil: orNull(Day)
});

export const reportDraftJson = ({ consultation, ...draft }: ReportDraft) => ({
	...draft,
	consultation: { ...consultation, reportDueAt: iso(consultation.reportDueAt) }
});

export const ExportedJson = Type.Object({
	number: Type.String(),
	kind: Type.Enum([...contributionKinds]),
	channel: Type.Enum([...channels]),
	tier: Type.Enum([...tiers]),
	voice: Type.String({ description: 'The same for all texts of one person or organisation here.' }),
	area: Trilingual,
	at: Instant,
	text: Type.String({ description: 'Empty while hidden, and once withdrawn.' }),
	state: Type.Enum([...visibilities]),
	organisation: orNull(Type.Object({ name: Trilingual, registerNumber: Type.String() })),
	support: Type.Integer(),
	organisationSupport: Type.Integer(),
	status: orNull(Status),
	reasons: Type.String()
});

export const exportedJson = ({ at, ...row }: ExportedContribution) => ({ ...row, at: iso(at) });

export const InboxJson = Type.Object({
	consultation: Type.Object({
		...consultation,
		reportedAt: orNull(Instant),
		paragraphs: Type.Array(Type.Object({ id: Id, number: Type.Integer() }))
	}),
	items: Type.Array(ContributionJson),
	next: orNull(Type.String()),
	progress: Type.Object({ proposals: Type.Integer(), pending: Type.Integer() }),
	templates: Type.Array(
		Type.Object(
			{ reasons: Type.String(), used: Type.Integer() },
			{
				description: 'Reasons given before, those used most often first.'
			}
		)
	),
	disputes: Type.Array(
		Type.Object({ seq: Type.Integer(), contributionId: Id, text: Type.String(), at: Instant })
	)
});

export const inboxJson = ({ consultation, items, next, disputes, ...inbox }: Inbox) => ({
	...inbox,
	consultation: {
		...consultation,
		reportDueAt: iso(consultation.reportDueAt),
		reportedAt: isoOrNull(consultation.reportedAt)
	},
	items: items.map(contributionJson),
	next: next === null ? null : String(next),
	disputes: disputes.map((one) => ({ ...one, at: iso(one.at) }))
});
