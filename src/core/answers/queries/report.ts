import { asc, desc, eq, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { authorityById, type Authority } from '../../authorities/queries.ts';
import { centreById, type Centre } from '../../centres/queries.ts';
import { announced, type Announced } from '../../consultations/queries/page.ts';
import { phaseOf, type Phase } from '../../consultations/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { readCounted } from '../../polls/commands/count.ts';
import { pollsOf, type Poll } from '../../polls/queries.ts';
import type { ReportFigures } from '../figures.ts';
import { decisionMissingAt, type AnswerStatus, type DocumentChange, type Prose } from '../model.ts';
import { countFigures } from './figures.ts';
import { announcedForOfficial } from './inbox.ts';

/** The published report as everybody reads it. */
export interface Report {
	consultation: {
		number: string;
		title: Partial<Trilingual>;
		phase: Phase;
		announcedAt: number;
		opensAt: number;
		closesAt: number;
		reportDueAt: number;
	};
	authority: Authority;
	hostCentre: Centre;
	version: number;
	prose: Prose;
	signedBy: string;
	publishedAt: number;
	figures: ReportFigures;
	polls: Poll[];
	/** Each answer once, with those that it answers, in their order. */
	answers: ReportedAnswer[];
	/** Other versions, latest first. */
	earlier: { version: number; publishedAt: number; prose: Prose; reason: string | null }[];
	/** Why this version took the place of another; null for the first. */
	reason: string | null;
	decision: Decision | null;
	/** So long after the report that the page says that there is no decision. */
	decisionMissing: boolean;
}

interface ReportedAnswer {
	id: string;
	reasons: string;
	paragraphIds: string[];
	at: number;
	answered: { seq: number; status: AnswerStatus }[];
}

export interface Decision {
	body: string;
	number: string;
	decidedOn: string;
	title: string;
	document: string;
	changes: (DocumentChange & { paragraph: number })[];
	followUp: string;
	recordedAt: number;
	/** Taken before the report was published. */
	beforeReport: boolean;
}

/** Refuses `not_found`, and `no_report` as long as there is none. */
export function reportPage(
	store: Store,
	_: Actor,
	{ number }: { number: string }
): Promise<Report> {
	return readCounted(store, async (reader) => {
		const consultation = await announced(reader, number);
		const consultationId = consultation.id;
		const [latest, ...earlier] = await reader.run(versionsQuery, { consultationId });
		if (!latest) throw new Refusal('no_report');
		const { title, announcedAt, opensAt, closesAt, reportDueAt } = consultation;
		const authority = await authorityById(reader, consultation.authorityId);
		return {
			consultation: {
				number,
				title,
				phase: phaseOf(consultation, reader.now()),
				announcedAt,
				opensAt,
				closesAt,
				reportDueAt
			},
			authority,
			hostCentre: await centreById(reader, consultation.hostCentreId),
			version: latest.version,
			prose: latest.prose,
			signedBy: latest.signedBy,
			publishedAt: latest.publishedAt,
			figures: latest.figures,
			reason: latest.reason,
			polls: await pollsOf(reader, consultation),
			answers: await answersOf(reader, consultation.id),
			earlier: earlier.map(({ version, publishedAt, prose, reason }) => ({
				version,
				publishedAt,
				prose,
				reason
			})),
			...(await decided(reader, consultation, authority))
		};
	});
}

/** What the page of a consultation tells of its report. */
export type Outcome = Pick<Report, 'prose' | 'figures' | keyof Decided> & { number: string };

/** The same without the answers, of which there may be very many. Refuses `not_found`, `no_report`. */
export function reportOutcome(
	store: Store,
	_: Actor,
	{ number }: { number: string }
): Promise<Outcome> {
	return store.read(async (reader) => {
		const consultation = await announced(reader, number);
		const [latest] = await reader.run(latestQuery, { consultationId: consultation.id });
		if (!latest) throw new Refusal('no_report');
		const authority = await authorityById(reader, consultation.authorityId);
		return { number, ...latest, ...(await decided(reader, consultation, authority)) };
	});
}

type Decided = Pick<Report, 'decision' | 'decisionMissing'>;

async function decided(
	reader: Reader,
	consultation: Announced,
	authority: Authority
): Promise<Decided> {
	const decision = await decisionOf(reader, consultation, authority);
	const missingAt = decisionMissingAt(consultation.reportedAt ?? 0);
	return { decision, decisionMissing: decision === null && reader.now() >= missingAt };
}

/** A report while an official writes it. */
export interface ReportDraft {
	consultation: Pick<Report['consultation'], 'number' | 'title' | 'phase' | 'reportDueAt'>;
	authority: Authority;
	prose: Prose;
	signedBy: string;
	/** 0 before anything was kept. */
	version: number;
	/** As they would be published now. */
	figures: ReportFigures;
	/** Proposals that wait for an answer: with one of them nothing is published. */
	pending: number;
	/** Until the end of this day centres enter what they received in time; null when that is over. */
	lateIntakeUntil: string | null;
}

/** Refuses `not_found`, `not_allowed`, `report_published`. */
export function reportDraft(
	store: Store,
	actor: Actor,
	{ number }: { number: string }
): Promise<ReportDraft> {
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const consultation = await announcedForOfficial(reader, actor, number);
		if (consultation.reportedAt !== null) throw new Refusal('report_published');
		const [draft] = await db
			.select()
			.from(t.reportDrafts)
			.where(eq(t.reportDrafts.consultationId, consultation.id));
		const authority = await authorityById(reader, consultation.authorityId);
		const { title, reportDueAt, content, pending } = consultation;
		const { lateIntakeUntil } = content;
		return {
			consultation: { number, title, phase: phaseOf(consultation, now()), reportDueAt },
			authority,
			prose: draft?.prose ?? emptyProse,
			signedBy: draft?.signedBy ?? '',
			version: draft?.version ?? 0,
			figures: await countFigures(reader, consultation),
			pending,
			lateIntakeUntil: dayOf(now(), authority.timeZone) <= lateIntakeUntil ? lateIntakeUntil : null
		};
	});
}

const emptyProse: Prose = {
	whoTookPart: '',
	whatWeHeard: '',
	whatChanges: '',
	whoIsMissing: '',
	lesson: ''
};

async function answersOf(reader: Reader, consultationId: string): Promise<ReportedAnswer[]> {
	const rows = await reader.run(answersQuery, { consultationId });
	const found = new Map<string, ReportedAnswer>();
	for (const { seq, status, ...answer } of rows) {
		const known = found.get(answer.id) ?? { ...answer, answered: [] };
		known.answered.push({ seq, status });
		found.set(answer.id, known);
	}
	return [...found.values()];
}

async function decisionOf(
	reader: Reader,
	{ id: consultationId, reportedAt }: Pick<Announced, 'id' | 'reportedAt'>,
	{ timeZone }: Authority
): Promise<Decision | null> {
	const [row] = await reader.run(decisionQuery, { consultationId });
	if (!row) return null;
	const { consultationId: _consultation, recordedBy: _who, changes, ...decision } = row;
	const paragraphs = await reader.run(paragraphNumbers, { consultationId });
	const numberOf = new Map(paragraphs.map(({ id, number }) => [id, number]));
	return {
		...decision,
		changes: changes.map((one) => ({ ...one, paragraph: numberOf.get(one.paragraphId) ?? 0 })),
		beforeReport: row.decidedOn < dayOf(reportedAt!, timeZone)
	};
}

const consultationId = sql.placeholder('consultationId');
type OfConsultation = { consultationId: string };

const versionsQuery = query<OfConsultation>()('versions_of_report', (db, t) =>
	db
		.select()
		.from(t.reports)
		.where(eq(t.reports.consultationId, consultationId))
		.orderBy(desc(t.reports.version))
);

const latestQuery = query<OfConsultation>()('latest_report', (db, t) =>
	db
		.select({ prose: t.reports.prose, figures: t.reports.figures })
		.from(t.reports)
		.where(eq(t.reports.consultationId, consultationId))
		.orderBy(desc(t.reports.version))
		.limit(1)
);

const answersQuery = query<OfConsultation>()('answers_of_consultation', (db, t) =>
	db
		.select({
			id: t.answers.id,
			reasons: t.answers.reasons,
			paragraphIds: t.answers.paragraphIds,
			at: t.answers.at,
			status: t.answeredContributions.status,
			seq: t.contributions.seq
		})
		.from(t.answeredContributions)
		.innerJoin(t.answers, eq(t.answers.id, t.answeredContributions.answerId))
		.innerJoin(t.contributions, eq(t.contributions.id, t.answeredContributions.contributionId))
		.where(eq(t.answers.consultationId, consultationId))
		.orderBy(asc(t.contributions.seq))
);

const decisionQuery = query<OfConsultation>()('decision', (db, t) =>
	db.select().from(t.decisions).where(eq(t.decisions.consultationId, consultationId))
);

const paragraphNumbers = query<OfConsultation>()('paragraph_numbers', (db, t) =>
	db
		.select({ id: t.paragraphs.id, number: t.paragraphs.number })
		.from(t.paragraphs)
		.where(eq(t.paragraphs.consultationId, consultationId))
);
