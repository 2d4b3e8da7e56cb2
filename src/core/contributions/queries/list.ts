import { and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import { announced } from '../../consultations/queries/page.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { greatestInteger } from '../../kernel/ids.ts';
import type { Channel, ContributionKind, Sort } from '../model.ts';
import { presented, selectRows, type Contribution, type Row } from './rows.ts';

export interface ContributionFilter {
	number: string;
	kind?: ContributionKind | undefined;
	paragraphId?: string | undefined;
	channel?: Channel | undefined;
	/** Of organisations only. */
	organisations?: boolean | undefined;
	sort?: Sort | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

/** The contributions of a consultation; refuses `not_found`. */
export function contributionList(
	store: Store,
	_: Actor,
	filter: ContributionFilter
): Promise<{ items: Contribution[]; next: string | null }> {
	return store.read(async (reader) => {
		const { number, kind, paragraphId, channel, organisations = false } = filter;
		const { sort = 'new', limit = 50 } = filter;
		const { id } = await announced(reader, number);
		const after = readCursor(filter.cursor);
		const list = listQuery(
			sort,
			after !== undefined,
			kind !== undefined,
			paragraphId !== undefined,
			channel !== undefined,
			organisations
		);
		const rows = await reader.run(list, {
			consultationId: id,
			kind: kind ?? '',
			paragraphId: paragraphId ?? '',
			channel: channel ?? '',
			seq: after?.seq ?? 0,
			supports: after?.first ?? 0,
			answered: after?.first === 1,
			limit: limit + 1
		});
		const page = rows.slice(0, limit);
		const items = await presented(reader, page);
		return { items, next: rows.length > limit ? cursorOf(sort, page.at(-1)!) : null };
	});
}

/** One contribution; refuses `not_found`. */
export function contributionBySeq(
	store: Store,
	_: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<Contribution> {
	return store.read(async (reader) => {
		const row = await rowBySeq(reader, number, seq);
		const [found] = await presented(reader, [row]);
		return found!;
	});
}

/** Refuses `not_found`. */
export async function rowBySeq(reader: Reader, number: string, seq: number): Promise<Row> {
	const { id } = await announced(reader, number);
	const known = Number.isInteger(seq) && seq <= greatestInteger;
	const [row] = known ? await reader.run(bySeq, { consultationId: id, seq }) : [];
	if (!row) throw new Refusal('not_found');
	return row;
}

/** Contributions by id, as everybody sees them now; for live delivery. */
export async function contributionsByIds(
	reader: Reader,
	ids: readonly string[]
): Promise<Contribution[]> {
	const rows: Row[] = [];
	for (const id of ids) rows.push(...(await reader.run(byId, { id })));
	return presented(reader, rows);
}

interface Place {
	/** What the list is sorted by first, where that is not the number. */
	first: number;
	seq: number;
}

function readCursor(cursor: string | undefined): Place | undefined {
	const match = /^(\d{1,9})\.(\d{1,9})$/.exec(cursor ?? '');
	return match ? { first: Number(match[1]), seq: Number(match[2]) } : undefined;
}

function cursorOf(sort: Sort, { seq, supports, answered }: Row): string {
	const first = sort === 'support' ? supports : sort === 'unanswered' ? Number(answered) : 0;
	return `${first}.${seq}`;
}

const value = sql.placeholder;

const byId = query<{ id: string }>()('contribution_by_id', (db, t) =>
	selectRows(db, t).where(eq(t.contributions.id, value('id')))
);

const bySeq = query<{ consultationId: string; seq: number }>()('contribution_by_seq', (db, t) =>
	selectRows(db, t).where(
		and(
			eq(t.contributions.consultationId, value('consultationId')),
			eq(t.contributions.seq, value('seq'))
		)
	)
);

type ListValues = Record<'consultationId' | 'kind' | 'paragraphId' | 'channel', string> &
	Record<'seq' | 'supports' | 'limit', number> & { answered: boolean };

/** A query of its own for each shape of the filter, so that each is prepared once and finds its index. */
const listQuery = variants(
	(
		sort: Sort,
		following: boolean,
		ofKind: boolean,
		ofParagraph: boolean,
		ofChannel: boolean,
		ofOrganisations: boolean
	) =>
		query<ListValues>()(
			`contributions_${[sort, following, ofKind, ofParagraph, ofChannel, ofOrganisations].join('_')}`,
			(db, t) => {
				const one = t.contributions;
				const earlier = lt(one.seq, value('seq'));
				const orders = {
					new: { after: earlier, by: [desc(one.seq)] },
					old: { after: gt(one.seq, value('seq')), by: [asc(one.seq)] },
					support: {
						after: or(
							lt(one.supports, value('supports')),
							and(eq(one.supports, value('supports')), earlier)
						),
						by: [desc(one.supports), desc(one.seq)]
					},
					unanswered: {
						after: or(
							gt(one.answered, value('answered')),
							and(eq(one.answered, value('answered')), earlier)
						),
						by: [asc(one.answered), desc(one.seq)]
					}
				};
				return selectRows(db, t)
					.where(
						and(
							eq(one.consultationId, value('consultationId')),
							ofKind ? eq(one.kind, value('kind')) : undefined,
							ofParagraph ? eq(one.paragraphId, value('paragraphId')) : undefined,
							ofChannel ? eq(one.channel, value('channel')) : undefined,
							ofOrganisations ? eq(one.tier, 'organisation') : undefined,
							following ? orders[sort].after : undefined
						)
					)
					.orderBy(...orders[sort].by)
					.limit(value('limit'));
			}
		)
);
