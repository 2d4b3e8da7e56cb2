import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import { announcedId } from '../../consultations/queries/page.ts';
import type { Actor } from '../../kernel/actor.ts';
import { stemsOf, telling } from '../../kernel/words/stems.ts';
import { contributionsByIds } from './list.ts';
import { publicWords, type Contribution, type Row } from './rows.ts';

export interface SimilarTo {
	/** Number of the consultation. */
	number: string;
	/** What somebody is writing. */
	text: string;
	limit?: number | undefined;
}

/** So many of the most supported, and so many of the newest, are compared. */
const compared = 100;
/** So much of a text says what it is about. */
const read = 800;
/** Below this two texts have words in common and nothing else. */
const enough = 0.16;

/**
 * Proposals of the same consultation that say something alike, most alike first: whoever writes may rather agree with
 * one. None of one's own; refuses `not_found`.
 */
export function similarProposals(
	store: Store,
	actor: Actor,
	{ number, text, limit = 3 }: SimilarTo
): Promise<Contribution[]> {
	return store.read(async (reader) => {
		const consultationId = await announcedId(reader, number);
		const asked = formsIn(text);
		if (asked.size < 2) return [];
		const all = await candidates(reader, consultationId);
		const own = actor.kind === 'account' ? actor.id : undefined;
		const others = all.filter(({ accountId }) => accountId === null || accountId !== own);
		const ids = mostAlike(
			asked,
			others.flatMap((row) => {
				const words = publicWords(row);
				return words === null ? [] : [{ id: row.id, stems: formsIn(words) }];
			})
		);
		return contributionsByIds(reader, ids.slice(0, limit));
	});
}

type Candidate = Pick<Row, 'id' | 'accountId' | 'visibility' | 'text' | 'publicText'>;

async function candidates(reader: Reader, consultationId: string): Promise<Candidate[]> {
	const rows = new Map<string, Candidate>();
	for (const by of ['support', 'new'] as const)
		for (const row of await reader.run(proposals(by), { consultationId, limit: compared }))
			rows.set(row.id, row);
	return [...rows.values()];
}

interface Compared {
	id: string;
	stems: ReadonlySet<string>;
}

/** By the cosine of their words; one that few of the texts have weighs most. */
function mostAlike(asked: ReadonlySet<string>, among: readonly Compared[]): string[] {
	const having = new Map<string, number>();
	for (const { stems } of among)
		for (const stem of stems) having.set(stem, (having.get(stem) ?? 0) + 1);
	const weight = (stem: string) => Math.log(1 + (among.length + 1) / (having.get(stem) ?? 1)) ** 2;
	const sum = (stems: Iterable<string>) => [...stems].reduce((all, one) => all + weight(one), 0);
	const length = sum(asked);
	return among
		.flatMap(({ id, stems }) => {
			const shared = [...asked].filter((stem) => stems.has(stem));
			const alike = sum(shared) / Math.sqrt(length * sum(stems));
			return shared.length < 2 || alike < enough ? [] : [{ id, alike }];
		})
		.sort((one, other) => other.alike - one.alike)
		.map(({ id }) => id);
}

/** In which form its words stand, in whichever of the three languages they are. */
const formsIn = (text: string) => new Set(telling(text.slice(0, read)).flatMap(stemsOf));

const value = sql.placeholder;

const proposals = variants((by: 'support' | 'new') =>
	query<{ consultationId: string; limit: number }>()(`proposals_to_compare_${by}`, (db, t) => {
		const one = t.contributions;
		return db
			.select({
				id: one.id,
				accountId: one.accountId,
				visibility: one.visibility,
				text: one.text,
				publicText: one.publicText
			})
			.from(one)
			.where(
				and(
					eq(one.consultationId, value('consultationId')),
					eq(one.kind, 'proposal'),
					inArray(one.visibility, ['public', 'redacted'])
				)
			)
			.orderBy(...(by === 'support' ? [desc(one.supports), desc(one.seq)] : [desc(one.seq)]))
			.limit(value('limit'));
	})
);
