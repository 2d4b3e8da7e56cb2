import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import { query, type Reader, type Reading, type Store } from '#storage/storage.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { authorityById, type Authority } from '../../authorities/queries.ts';
import { centreById, type Centre } from '../../centres/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { readCounted } from '../../polls/commands/count.ts';
import { pollsOf, type Poll } from '../../polls/queries.ts';
import { cursorOf, type Cursor } from '../../register/queries.ts';
import type { Content } from '../content.ts';
import { phaseOf, type Phase, type RuleProfile, type Topic } from '../model.ts';
import { courseOf, type CourseStep } from './course.ts';

export interface Paragraph {
	id: string;
	number: number;
	heading: string | null;
	text: string;
	remarks: number;
}

/** A consultation as everybody sees it, without its contributions. */
export interface Consultation extends Content {
	id: string;
	number: string;
	title: Partial<Trilingual>;
	/** Null where the authority chose none. */
	topic: Topic | null;
	phase: Phase;
	authority: Authority;
	hostCentre: Centre;
	areas: Area[];
	profile: RuleProfile;
	announcedAt: number;
	opensAt: number;
	closesAt: number;
	reportDueAt: number;
	/** While it is suspended. */
	suspendedAt: number | null;
	reportedAt: number | null;
	decidedAt: number | null;
	/** What happened besides the dates above, oldest first. */
	course: CourseStep[];
	paragraphs: Paragraph[];
	polls: Poll[];
	counts: { opinions: number; proposals: number; remarks: number; questions: number };
	/** Proposals that wait for an answer. */
	pending: number;
}

/** One consultation with the cursor from which its page follows it live; refuses `not_found`. */
export function consultationPage(
	store: Store,
	_: Actor,
	{ number }: { number: string }
): Promise<Consultation & { cursor: Cursor; now: number }> {
	return readCounted(store, async (reader) => {
		const row = await announced(reader, number);
		const { content, profile, opinions, proposals, remarks, questions } = row;
		return {
			...content,
			id: row.id,
			number: row.number,
			title: row.title,
			topic: row.topic,
			announcedAt: row.announcedAt,
			opensAt: row.opensAt,
			closesAt: row.closesAt,
			reportDueAt: row.reportDueAt,
			suspendedAt: row.suspendedAt,
			reportedAt: row.reportedAt,
			decidedAt: row.decidedAt,
			course: await courseOf(reader, row.id),
			profile,
			phase: phaseOf(row, reader.now()),
			authority: await authorityById(reader, row.authorityId),
			hostCentre: await centreById(reader, row.hostCentreId),
			areas: await areasByIds(reader, content.areaIds),
			paragraphs: await reader.run(paragraphsQuery, { consultationId: row.id }),
			polls: await pollsOf(reader, row),
			counts: { opinions, proposals, remarks, questions },
			pending: row.pending,
			cursor: await cursorOf(reader, topicOfConsultation(number)),
			now: reader.now()
		};
	});
}

/** The row of an announced consultation; refuses `not_found`. */
export async function announced(reader: Reader, number: string) {
	const [row] = await reader.run(byNumber, { number });
	if (!row?.number) throw new Refusal('not_found');
	return {
		...row,
		number: row.number,
		title: row.title!,
		content: row.content!,
		profile: row.profile!,
		hostCentreId: row.hostCentreId!,
		announcedAt: row.announcedAt!,
		opensAt: row.opensAt!,
		closesAt: row.closesAt!,
		reportDueAt: row.reportDueAt!
	};
}
export type Announced = Awaited<ReturnType<typeof announced>>;

/** Its id alone, for what stands in it; refuses `not_found`. */
export async function announcedId(reader: Reader, number: string): Promise<string> {
	const [row] = await reader.run(idByNumber, { number });
	if (!row) throw new Refusal('not_found');
	return row.id;
}

export async function paragraphById(
	reader: Reader,
	consultationId: string,
	id: string
): Promise<Paragraph | undefined> {
	const [row] = await reader.run(paragraphQuery, { consultationId, id });
	return row;
}

const byNumber = query<{ number: string }>()('consultation_by_number', (db, t) => {
	// What was written of it as a draft is long, and nobody reads it here.
	const { draft: _draft, ...columns } = getTableColumns(t.consultations);
	return db
		.select(columns)
		.from(t.consultations)
		.where(eq(t.consultations.number, sql.placeholder('number')));
});

const idByNumber = query<{ number: string }>()('consultation_id_by_number', (db, t) =>
	db
		.select({ id: t.consultations.id })
		.from(t.consultations)
		.where(eq(t.consultations.number, sql.placeholder('number')))
);

const selectParagraphs = (db: Reading, t: Tables) =>
	db
		.select({
			id: t.paragraphs.id,
			number: t.paragraphs.number,
			heading: t.paragraphs.heading,
			text: t.paragraphs.text,
			remarks: t.paragraphs.remarks
		})
		.from(t.paragraphs)
		.$dynamic();

const paragraphsQuery = query<{ consultationId: string }>()('paragraphs', (db, t) =>
	selectParagraphs(db, t)
		.where(eq(t.paragraphs.consultationId, sql.placeholder('consultationId')))
		.orderBy(asc(t.paragraphs.number))
);

const paragraphQuery = query<{ consultationId: string; id: string }>()('paragraph', (db, t) =>
	selectParagraphs(db, t).where(
		and(
			eq(t.paragraphs.consultationId, sql.placeholder('consultationId')),
			eq(t.paragraphs.id, sql.placeholder('id'))
		)
	)
);
