import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { query, type Store } from '#storage/storage.ts';
import { announcedId } from '../../consultations/queries/page.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Lang } from '../../kernel/text.ts';
import type { Visibility } from '../model.ts';
import { publicWords } from './rows.ts';

/** The beginning of a remark, as it stands beside its paragraph. */
export interface RemarkBeside {
	id: string;
	seq: number;
	paragraphId: string;
	text: string;
	language: Lang;
	visibility: Visibility;
	support: number;
}

/** Of a whole document, however many there are: a page is no longer for it. */
const most = 60;
/** Beside one paragraph; the others are a link away. */
const mostBeside = 2;
const longest = 160;

/** The most supported remarks on each paragraph; refuses `not_found`. */
export async function remarksBeside(
	store: Store,
	_: Actor,
	{ number }: { number: string }
): Promise<RemarkBeside[]> {
	const rows = await store.read(async (reader) =>
		reader.run(mostSupported, { consultationId: await announcedId(reader, number) })
	);
	const shown = new Map<string, number>();
	return rows.flatMap((row) => {
		const words = publicWords(row);
		const paragraphId = row.paragraphId ?? '';
		const before = shown.get(paragraphId) ?? 0;
		if (words === null || before === mostBeside) return [];
		shown.set(paragraphId, before + 1);
		const { id, seq, language, visibility, supports: support } = row;
		return [{ id, seq, paragraphId, text: beginningOf(words), language, visibility, support }];
	});
}

/** Ends with a whole word. */
function beginningOf(words: string): string {
	if (words.length <= longest) return words;
	const cut = words.slice(0, longest);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2))}…`;
}

const mostSupported = query<{ consultationId: string }>()('remarks_beside', (db, t) => {
	const one = t.contributions;
	return db
		.select({
			id: one.id,
			seq: one.seq,
			paragraphId: one.paragraphId,
			text: one.text,
			publicText: one.publicText,
			language: one.language,
			visibility: one.visibility,
			supports: one.supports
		})
		.from(one)
		.where(
			and(
				eq(one.consultationId, sql.placeholder('consultationId')),
				eq(one.kind, 'remark'),
				inArray(one.visibility, ['public', 'redacted']),
				isNotNull(one.paragraphId)
			)
		)
		.orderBy(desc(one.supports), desc(one.seq))
		.limit(most);
});
