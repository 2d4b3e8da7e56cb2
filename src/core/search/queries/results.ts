import { eq } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader } from '#storage/storage.ts';
import type { AnswerStatus } from '../../answers/model.ts';
import type { ConsultationSummary } from '../../consultations/queries/summaries.ts';
import { contributionsByIds } from '../../contributions/queries/list.ts';
import type { Contribution } from '../../contributions/queries/rows.ts';
import type { Lang, Trilingual } from '../../kernel/text.ts';
import { excerpt, marked, type Piece } from '../../kernel/words/excerpt.ts';
import type { Asked } from '../../kernel/words/question.ts';
import { paragraphKey } from '../entries.ts';

/** A text of which the words that were found are marked, in the language in which they stand. */
interface MarkedText {
	lang: Lang;
	pieces: Piece[];
}

interface Of {
	consultation: ConsultationSummary;
}
interface FoundConsultation extends Of {
	kind: 'consultation';
	title: MarkedText;
	excerpt: MarkedText | null;
}
interface FoundParagraph extends Of {
	kind: 'document';
	id: string;
	number: number;
	heading: Piece[] | null;
	excerpt: Piece[];
}
interface FoundContribution extends Of {
	kind: 'contribution';
	contribution: Contribution;
	excerpt: Piece[];
}
interface FoundAnswer extends Of {
	kind: 'answer';
	id: string;
	at: number;
	excerpt: Piece[];
	answered: { seq: number; status: AnswerStatus }[];
}
export type Result = FoundConsultation | FoundParagraph | FoundContribution | FoundAnswer;

/** What was found, and the consultation in which it stands. */
export interface Hit {
	id: string;
	consultation: ConsultationSummary;
}

type Present<Kind extends Result['kind']> = (
	reader: Reader,
	hits: readonly Hit[],
	asked: readonly Asked[],
	lang: Lang
) => Promise<Extract<Result, { kind: Kind }>[]>;

/** What was found, as everybody may read it now, in its order. */
export const present: { [Kind in Result['kind']]: Present<Kind> } = {
	async consultation(reader, hits, asked, lang) {
		const ids = hits.map(({ id }) => id);
		const rows = ids.length > 0 ? await reader.run(summaries, { ids }) : [];
		const summaryOf = new Map(rows.map(({ id, content }) => [id, content?.summary ?? {}]));
		return hits.map(({ id, consultation }) => {
			const own = consultation.language;
			const title = best(consultation.title, [lang, own], (text) => marked(text, asked))!;
			const about = best(summaryOf.get(id) ?? {}, [lang, own], (text) => excerpt(text, asked));
			return {
				kind: 'consultation',
				consultation,
				title,
				excerpt: asked.length > 0 ? about : null
			};
		});
	},
	async document(reader, hits, asked) {
		const consultationIds = [...new Set(hits.map(({ consultation }) => consultation.id))];
		const rows = hits.length > 0 ? await reader.run(paragraphs, { consultationIds }) : [];
		const found = new Map(rows.map((row) => [paragraphKey(row.consultationId, row.id), row]));
		return hits.flatMap(({ id, consultation }) => {
			const row = found.get(id);
			if (!row) return [];
			const heading = row.heading === null ? null : marked(row.heading, asked);
			const { number, text } = row;
			return {
				kind: 'document' as const,
				consultation,
				id: row.id,
				number,
				heading,
				excerpt: excerpt(text, asked)
			};
		});
	},
	async contribution(reader, hits, asked) {
		const rows = await contributionsByIds(
			reader,
			hits.map(({ id }) => id)
		);
		const found = new Map(rows.map((row) => [row.id, row]));
		return hits.flatMap(({ id, consultation }) => {
			const contribution = found.get(id);
			// Whatever the index says: nothing but what everybody may read.
			if (!contribution || contribution.text === null) return [];
			const shown = excerpt(contribution.text, asked);
			return { kind: 'contribution' as const, consultation, contribution, excerpt: shown };
		});
	},
	async answer(reader, hits, asked) {
		const ids = hits.map(({ id }) => id);
		const rows = ids.length > 0 ? await reader.run(answers, { ids }) : [];
		return hits.flatMap(({ id, consultation }) => {
			const own = rows.filter((row) => row.id === id);
			const [first] = own;
			if (!first) return [];
			const answered = own
				.map(({ seq, status }) => ({ seq, status }))
				.sort((a, b) => a.seq - b.seq);
			const { at, reasons } = first;
			return {
				kind: 'answer' as const,
				consultation,
				id,
				at,
				answered,
				excerpt: excerpt(reasons, asked)
			};
		});
	}
};

/** The text in the first of the languages; in another one where only that has what was asked for. */
function best(
	texts: Partial<Trilingual>,
	preferred: readonly Lang[],
	cut: (text: string) => Piece[]
): MarkedText | null {
	const langs = [...new Set<Lang>([...preferred, 'uk', 'pl', 'en'])].filter((lang) => texts[lang]);
	const cuts = langs.map((lang) => ({ lang, pieces: cut(texts[lang]!) }));
	const hit = cuts.find(({ pieces }) => pieces.some(({ found }) => found));
	return hit ?? cuts[0] ?? null;
}

const summaries = query<{ ids: string[] }>()('summaries_found', (db, { consultations: one }) =>
	db.select({ id: one.id, content: one.content }).from(one).where(among(one.id, 'ids'))
);

const paragraphs = query<{ consultationIds: string[] }>()('paragraphs_found', (db, t) =>
	db
		.select({
			consultationId: t.paragraphs.consultationId,
			id: t.paragraphs.id,
			number: t.paragraphs.number,
			heading: t.paragraphs.heading,
			text: t.paragraphs.text
		})
		.from(t.paragraphs)
		.where(among(t.paragraphs.consultationId, 'consultationIds'))
);

const answers = query<{ ids: string[] }>()('answers_found', (db, t) =>
	db
		.select({
			id: t.answers.id,
			reasons: t.answers.reasons,
			at: t.answers.at,
			status: t.answeredContributions.status,
			seq: t.contributions.seq
		})
		.from(t.answers)
		.innerJoin(t.answeredContributions, eq(t.answeredContributions.answerId, t.answers.id))
		.innerJoin(t.contributions, eq(t.contributions.id, t.answeredContributions.contributionId))
		.where(among(t.answers.id, 'ids'))
);
