import { and, asc, desc, eq, inArray, isNotNull, lt } from 'drizzle-orm';
import { fillForSearch } from '#storage/search.ts';
import type { Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { publicWords } from '../../contributions/queries/rows.ts';
import { answerEntry, consultationEntry, contributionEntry, paragraphEntry } from '../entries.ts';

/** Set by a migration that makes the index anew: what is to be put in next, and the last id that is in. */
const todo = 'search_todo';
const stages = ['consultation', 'answer', 'contribution'] as const;
type Stage = (typeof stages)[number];

/** How many at once: nobody has to wait for it. */
const atOnce: Record<Stage, number> = { consultation: 10, answer: 100, contribution: 200 };

/**
 * Puts in what an index lacks that was made anew, the latest first, a few in each command; with a database that lacks
 * nothing it ends at once. Where it is stopped it goes on from there the next time.
 */
export async function fillIndex(
	store: Store,
	actor: Actor,
	{ stopping }: { stopping: AbortSignal }
): Promise<void> {
	while (!stopping.aborted && (await store.write(actor, fillSome, { quiet: true })));
}

/** Answers whether there is more. */
async function fillSome(writer: Writer): Promise<boolean> {
	const { db, t } = writer;
	const [state] = await db.select().from(t.meta).where(eq(t.meta.key, todo));
	if (!state) return false;
	const [named = '', before = '~'] = state.value.split(' ');
	const stage = stages.find((one) => one === named) ?? 'consultation';
	const ids = await fill[stage](writer, before);
	const next = ids.length < atOnce[stage] ? stages[stages.indexOf(stage) + 1] : stage;
	if (!next) {
		await db.delete(t.meta).where(eq(t.meta.key, todo));
		return false;
	}
	const value = next === stage ? `${stage} ${ids.at(-1)!}` : next;
	await db.update(t.meta).set({ value }).where(eq(t.meta.key, todo));
	return true;
}

/** Puts in the next few below that id; answers theirs. */
const fill: Record<Stage, (writer: Writer, before: string) => Promise<string[]>> = {
	async consultation(writer, before) {
		const { db, t } = writer;
		const { consultations: one } = t;
		const rows = await db
			.select({
				id: one.id,
				number: one.number,
				title: one.title,
				content: one.content,
				authority: t.authorities.name
			})
			.from(one)
			.innerJoin(t.authorities, eq(t.authorities.id, one.authorityId))
			.where(and(lt(one.id, before), isNotNull(one.number)))
			.orderBy(desc(one.id))
			.limit(atOnce.consultation);
		for (const { content, title, number, ...row } of rows) {
			const consultation = { id: row.id, number: number! };
			const { summary = {}, areaIds = [] } = content ?? {};
			const words = { ...row, number: number!, title: title ?? {}, summary, areaIds };
			const paragraphs = await db
				.select()
				.from(t.paragraphs)
				.where(eq(t.paragraphs.consultationId, row.id))
				.orderBy(asc(t.paragraphs.number));
			await fillForSearch(writer, [
				await consultationEntry(writer, words),
				...paragraphs.map((paragraph) => paragraphEntry(consultation, paragraph))
			]);
		}
		return rows.map(({ id }) => id);
	},
	async answer(writer, before) {
		const { db, t } = writer;
		const rows = await db
			.select({ id: t.answers.id, text: t.answers.reasons, consultation: withinOf(writer) })
			.from(t.answers)
			.innerJoin(t.consultations, eq(t.consultations.id, t.answers.consultationId))
			.where(lt(t.answers.id, before))
			.orderBy(desc(t.answers.id))
			.limit(atOnce.answer);
		const ids = rows.map(({ id }) => id);
		const { answeredContributions: answered } = t;
		const given = await db
			.selectDistinct({ id: answered.answerId })
			.from(answered)
			.where(inArray(answered.answerId, ids));
		const standing = new Set(given.map(({ id }) => id));
		const entries = rows
			.filter(({ id }) => standing.has(id))
			.map(({ consultation, ...row }) => answerEntry(numbered(consultation), row));
		await fillForSearch(writer, entries);
		return ids;
	},
	async contribution(writer, before) {
		const { db, t } = writer;
		const { contributions: one } = t;
		const rows = await db
			.select({
				id: one.id,
				text: one.text,
				publicText: one.publicText,
				visibility: one.visibility,
				consultation: withinOf(writer)
			})
			.from(one)
			.innerJoin(t.consultations, eq(t.consultations.id, one.consultationId))
			.where(lt(one.id, before))
			.orderBy(desc(one.id))
			.limit(atOnce.contribution);
		const entries = rows.flatMap(({ consultation, ...row }) => {
			const text = publicWords(row);
			return text === null ? [] : [contributionEntry(numbered(consultation), { ...row, text })];
		});
		await fillForSearch(writer, entries);
		return rows.map(({ id }) => id);
	}
};

const withinOf = ({ t }: Writer) => ({ id: t.consultations.id, number: t.consultations.number });
const numbered = ({ id, number }: { id: string; number: string | null }) => ({
	id,
	number: number!
});
