import { and, eq, sql } from 'drizzle-orm';
import { statement, variants, type Writer } from '#storage/storage.ts';
import { paragraphById, type Announced } from '../../consultations/queries/page.ts';
import type { ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import type { Lang } from '../../kernel/text.ts';
import { enqueue } from '../../moderation/commands/enqueue.ts';
import { keepContribution } from '../../search/commands/keep.ts';
import {
	contributionNumber,
	type Channel,
	type ContributionKind,
	type Display,
	type Tier
} from '../model.ts';

/** A contribution that has passed its checks, whoever brought it. */
export interface Entry {
	kind: ContributionKind;
	text: string;
	/** For a remark. */
	paragraphId: string | null;
	/** Null for somebody known from paper or voice only. */
	accountId: string | null;
	organisationId: string | null;
	display: Display;
	authorName: string;
	areaId: string;
	tier: Tier;
	channel: Channel;
	language: Lang;
}

export interface Registered {
	id: string;
	seq: number;
	number: string;
	version: number;
}

/**
 * Gives a contribution its number and shows it; the centre is to look at it. Refuses `invalid_input` for a
 * paragraph that is not there.
 */
export async function registerContribution(
	writer: Writer,
	consultation: Announced,
	entry: Entry,
	as: ScopedRole | null = null
): Promise<Registered> {
	const { now } = writer;
	if (entry.paragraphId !== null) await countRemark(writer, consultation.id, entry.paragraphId);
	const [counted] = await writer.run(countContribution(entry.kind), { id: consultation.id });
	const seq = counted!.seq;
	const id = newId(now());
	await writer.run(addContribution, {
		...entry,
		id,
		consultationId: consultation.id,
		seq,
		at: now()
	});
	await keepContribution(writer, consultation, { id, text: entry.text });
	await enqueue(writer, { contributionId: id, centreId: consultation.hostCentreId, ground: null });
	writer.emit({
		type: 'contribution.published',
		topic: topicOfConsultation(consultation.number),
		kind: 'contribution',
		id,
		version: 1,
		as
	});
	return { id, seq, number: contributionNumber(consultation.number, seq), version: 1 };
}

async function countRemark(writer: Writer, consultationId: string, id: string): Promise<void> {
	if (!(await paragraphById(writer, consultationId, id)))
		throw new Refusal('invalid_input', { errors: [{ path: 'paragraphId', code: 'not_a_choice' }] });
	await writer.run(addRemark, { consultationId, id });
}

const value = sql.placeholder;

/** The next number, and one more of its kind. */
const countContribution = variants((kind: ContributionKind) =>
	statement<{ id: string }>()(`count_${kind}`, (db, t) => {
		const column = `${kind}s` as const;
		return db
			.update(t.consultations)
			.set({
				lastSeq: sql`${t.consultations.lastSeq} + 1`,
				[column]: sql`${t.consultations[column]} + 1`,
				...(kind === 'proposal' && { pending: sql`${t.consultations.pending} + 1` })
			})
			.where(eq(t.consultations.id, value('id')))
			.returning({ seq: t.consultations.lastSeq });
	})
);

const addRemark = statement<{ consultationId: string; id: string }>()('add_remark', (db, t) =>
	db
		.update(t.paragraphs)
		.set({ remarks: sql`${t.paragraphs.remarks} + 1` })
		.where(
			and(
				eq(t.paragraphs.consultationId, value('consultationId')),
				eq(t.paragraphs.id, value('id'))
			)
		)
);

const addContribution = statement<Record<string, unknown>>()('add_contribution', (db, t) =>
	db.insert(t.contributions).values({
		id: value('id'),
		consultationId: value('consultationId'),
		seq: value('seq'),
		kind: value('kind'),
		paragraphId: value('paragraphId'),
		accountId: value('accountId'),
		organisationId: value('organisationId'),
		display: value('display'),
		authorName: value('authorName'),
		areaId: value('areaId'),
		tier: value('tier'),
		channel: value('channel'),
		language: value('language'),
		text: value('text'),
		visibility: 'public',
		version: 1,
		at: value('at')
	})
);
