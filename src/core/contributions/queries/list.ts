import { and, asc, desc, eq, gt, lt, sql, type SQL } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { position } from '#storage/position.ts';
import { query, variants, type Reader, type Store } from '#storage/storage.ts';
import { announcedId } from '../../consultations/queries/page.ts';
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
		const consultationId = await announcedId(reader, number);
		const after = readCursor(filter.cursor);
		const read = (order: Order, from: Place | undefined, most: number) =>
			reader.run(
				listQuery(
					order,
					from !== undefined,
					kind !== undefined,
					paragraphId !== undefined,
					channel !== undefined,
					organisations
				),
				{
					consultationId,
					kind: kind ?? '',
					paragraphId: paragraphId ?? '',
					channel: channel ?? '',
					seq: from?.seq ?? 0,
					supports: from?.first ?? 0,
					limit: most
				}
			);
		const rows =
			sort === 'unanswered'
				? await unansweredFirst(read, after, limit + 1)
				: await read(sort, after, limit + 1);
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
	const consultationId = await announcedId(reader, number);
	const known = Number.isInteger(seq) && seq <= greatestInteger;
	const [row] = known ? await reader.run(bySeq, { consultationId, seq }) : [];
	if (!row) throw new Refusal('not_found');
	return row;
}

/** Contributions by id, as everybody sees them now, in the order of the ids; for live delivery. */
export async function contributionsByIds(
	reader: Reader,
	ids: readonly string[]
): Promise<Contribution[]> {
	if (ids.length === 0) return [];
	const rows = await reader.run(byIds, { ids: [...ids] });
	const found = new Map((await presented(reader, rows)).map((one) => [one.id, one]));
	return ids.flatMap((id) => found.get(id) ?? []);
}

/** Each order has an index; what has no answer and what has one are two lists, one after the other. */
type Order = Exclude<Sort, 'unanswered'> | 'waiting' | 'answered';

async function unansweredFirst(
	read: (order: Order, from: Place | undefined, most: number) => Promise<Row[]>,
	after: Place | undefined,
	limit: number
): Promise<Row[]> {
	if (after?.first === 1) return read('answered', after, limit);
	const waiting = await read('waiting', after, limit);
	if (waiting.length >= limit) return waiting;
	return [...waiting, ...(await read('answered', undefined, limit - waiting.length))];
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

const byIds = query<{ ids: string[] }>()('contributions_by_ids', (db, t) =>
	selectRows(db, t).where(among(t.contributions.id, 'ids'))
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
	Record<'seq' | 'supports' | 'limit', number>;

/** A query of its own for each shape of the filter, so that each is prepared once and finds its index. */
const listQuery = variants(
	(
		order: Order,
		following: boolean,
		ofKind: boolean,
		ofParagraph: boolean,
		ofChannel: boolean,
		ofOrganisations: boolean
	) =>
		query<ListValues>()(
			`contributions_${[order, following, ofKind, ofParagraph, ofChannel, ofOrganisations].join('_')}`,
			(db, t) => {
				const one = t.contributions;
				const latest = { after: lt(one.seq, value('seq')), by: [desc(one.seq)] };
				const orders = {
					new: latest,
					old: { after: gt(one.seq, value('seq')), by: [asc(one.seq)] },
					support: {
						after: sql`(${one.supports}, ${one.seq}) < (${position('supports')}, ${position('seq')})`,
						by: [desc(one.supports), desc(one.seq)]
					},
					waiting: { ...latest, only: eq(one.answered, false) },
					answered: { ...latest, only: eq(one.answered, true) }
				} satisfies Record<Order, { after: SQL; by: SQL[]; only?: SQL }>;
				const { after, by, only } = { only: undefined, ...orders[order] };
				return selectRows(db, t)
					.where(
						and(
							eq(one.consultationId, value('consultationId')),
							ofKind ? eq(one.kind, value('kind')) : undefined,
							ofParagraph ? eq(one.paragraphId, value('paragraphId')) : undefined,
							ofChannel ? eq(one.channel, value('channel')) : undefined,
							ofOrganisations ? eq(one.tier, 'organisation') : undefined,
							only,
							following ? after : undefined
						)
					)
					.orderBy(...by)
					.limit(value('limit'));
			}
		)
);
