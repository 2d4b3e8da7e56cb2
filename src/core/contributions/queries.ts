import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import { query, variants, type Reader, type Reading, type Store } from '#storage/storage.ts';
import { announced } from '../consultations/queries/page.ts';
import { signedIn } from '../accounts/commands.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { greatestInteger } from '../kernel/ids.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { Ground, ModerationAction } from '../moderation/model.ts';
import { contributionNumber, initialsOf } from './model.ts';
import type { ContributionKind, Tier } from './model.ts';
import { receiptCode } from './receipts.ts';

/** How somebody is shown; never more of a name than they chose. */
export type Author =
	| { as: 'name' | 'initials'; name: string; place: Trilingual; tier: Tier }
	| { as: 'resident'; place: Trilingual; tier: Tier }
	| { as: 'organisation'; organisation: Trilingual; tier: Tier };

/** Stands where words were hidden or taken out: which centre, on what ground, when. */
export interface Stub {
	decisionId: string;
	action: Extract<ModerationAction, 'hidden' | 'redacted'>;
	ground: Ground;
	centre: { slug: string; town: Trilingual };
	at: number;
	appealUntil: number;
}

/** A contribution as everybody sees it. */
export interface Contribution {
	id: string;
	seq: number;
	number: string;
	kind: ContributionKind;
	paragraphId: string | null;
	author: Author;
	language: 'uk' | 'pl' | 'en';
	channel: 'online';
	/** Null while hidden. */
	text: string | null;
	stub: Stub | null;
	version: number;
	at: number;
}

export interface ContributionFilter {
	number: string;
	kind?: ContributionKind | undefined;
	paragraphId?: string | undefined;
	sort?: 'new' | 'old' | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: number | undefined;
}

/** The contributions of a consultation; refuses `not_found`. */
export function contributionList(
	store: Store,
	_: Actor,
	{ number, kind, paragraphId, sort = 'new', limit = 50, cursor }: ContributionFilter
): Promise<{ items: Contribution[]; next: number | null }> {
	return store.read(async (reader) => {
		const { id } = await announced(reader, number);
		const beginning = sort === 'new' ? greatestInteger : 0;
		const list = listQuery(sort, kind !== undefined, paragraphId !== undefined);
		const rows = await reader.run(list, {
			consultationId: id,
			kind: kind ?? '',
			paragraphId: paragraphId ?? '',
			after: Math.min(cursor ?? beginning, greatestInteger),
			limit: limit + 1
		});
		const page = rows.slice(0, limit);
		const items = await presented(reader, page);
		return { items, next: rows.length > limit ? page.at(-1)!.seq : null };
	});
}

/** One contribution; refuses `not_found`. */
export function contributionBySeq(
	store: Store,
	_: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<Contribution> {
	return store.read(async (reader) => {
		const { id } = await announced(reader, number);
		const rows = isSeq(seq) ? await reader.run(bySeq, { consultationId: id, seq }) : [];
		const [found] = await presented(reader, rows);
		if (!found) throw new Refusal('not_found');
		return found;
	});
}

const isSeq = (seq: number) => Number.isInteger(seq) && seq <= greatestInteger;

/** Contributions by id, as everybody sees them now; for live delivery. */
export async function contributionsByIds(
	reader: Reader,
	ids: readonly string[]
): Promise<Contribution[]> {
	const rows: Row[] = [];
	for (const id of ids) rows.push(...(await reader.run(byId, { id })));
	return presented(reader, rows);
}

export interface OwnContribution {
	contribution: Contribution;
	/** As written, also when the public does not see it. */
	text: string;
	receipt: { number: string; code: string };
	consultation: { number: string; title: Partial<Trilingual> };
}

/** One's own contribution with its receipt; refuses `not_found` for those of others. */
export function ownContribution(
	store: Store,
	actor: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<OwnContribution> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { id, title } = await announced(reader, number);
		const [row] = isSeq(seq) ? await reader.run(bySeq, { consultationId: id, seq }) : [];
		if (row?.accountId !== account.id) throw new Refusal('not_found');
		const [contribution] = await presented(reader, [row]);
		return {
			contribution: contribution!,
			text: row.text,
			receipt: {
				number: contribution!.number,
				code: receiptCode(reader.keys, contribution!.number)
			},
			consultation: { number, title }
		};
	});
}

/** All that the signed-in account has written, newest first. */
export function ownContributions(store: Store, actor: Actor): Promise<Contribution[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		return presented(reader, await reader.run(ofAccount, { accountId: account.id }));
	});
}

/** What the public presentation needs of each row, and who wrote it. */
function selectRows(db: Reading, t: Tables) {
	const one = t.contributions;
	return db
		.select({
			id: one.id,
			seq: one.seq,
			kind: one.kind,
			paragraphId: one.paragraphId,
			accountId: one.accountId,
			display: one.display,
			authorName: one.authorName,
			tier: one.tier,
			language: one.language,
			channel: one.channel,
			text: one.text,
			publicText: one.publicText,
			visibility: one.visibility,
			version: one.version,
			at: one.at,
			place: t.areas.name,
			organisation: t.organisations.name,
			consultation: t.consultations.number
		})
		.from(one)
		.innerJoin(t.consultations, eq(t.consultations.id, one.consultationId))
		.innerJoin(t.areas, eq(t.areas.id, one.areaId))
		.leftJoin(t.organisations, eq(t.organisations.id, one.organisationId))
		.$dynamic();
}
type Row = Awaited<ReturnType<typeof selectRows>>[number];

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

const ofAccount = query<{ accountId: string }>()('contributions_of_account', (db, t) =>
	selectRows(db, t)
		.where(eq(t.contributions.accountId, value('accountId')))
		.orderBy(desc(t.contributions.at))
		.limit(100)
);

type ListValues = Record<'consultationId' | 'kind' | 'paragraphId', string> &
	Record<'after' | 'limit', number>;

/** A query of its own for each shape of the filter, so that each is prepared once and finds its index. */
const listQuery = variants((sort: 'new' | 'old', ofKind: boolean, ofParagraph: boolean) =>
	query<ListValues>()(`contributions_${sort}_${ofKind}_${ofParagraph}`, (db, t) => {
		const one = t.contributions;
		const newFirst = sort === 'new';
		return selectRows(db, t)
			.where(
				and(
					eq(one.consultationId, value('consultationId')),
					ofKind ? eq(one.kind, value('kind')) : undefined,
					ofParagraph ? eq(one.paragraphId, value('paragraphId')) : undefined,
					newFirst ? lt(one.seq, value('after')) : gt(one.seq, value('after'))
				)
			)
			.orderBy(newFirst ? desc(one.seq) : asc(one.seq))
			.limit(value('limit'));
	})
);

async function presented(reader: Reader, rows: readonly Row[]): Promise<Contribution[]> {
	const stubs = new Map<string, Stub>();
	for (const { id, visibility } of rows) {
		if (visibility === 'public') continue;
		const stub = await stubOf(reader, id, visibility);
		if (stub) stubs.set(id, stub);
	}
	return rows.map((row) => ({
		id: row.id,
		seq: row.seq,
		number: contributionNumber(row.consultation ?? '', row.seq),
		kind: row.kind,
		paragraphId: row.paragraphId,
		author: authorOf(row),
		language: row.language,
		channel: row.channel,
		text: row.visibility === 'hidden' ? null : (row.publicText ?? row.text),
		stub: stubs.get(row.id) ?? null,
		version: row.version,
		at: row.at
	}));
}

function authorOf({ display, authorName, tier, place, organisation }: Row): Author {
	if (organisation) return { as: 'organisation', organisation, tier };
	if (display === 'resident') return { as: 'resident', place, tier };
	const name = display === 'name' ? authorName : initialsOf(authorName);
	return { as: display, name, place, tier };
}

/** The decision by which a contribution is as it is. */
async function stubOf(
	reader: Reader,
	contributionId: string,
	action: Stub['action']
): Promise<Stub | undefined> {
	const [row] = await reader.run(stubQuery, { contributionId, action });
	if (!row) return undefined;
	const { slug, town, ...stub } = row;
	return { ...stub, action, centre: { slug, town } };
}

const stubQuery = query<{ contributionId: string; action: string }>()(
	'stub_of_contribution',
	(db, t) =>
		db
			.select({
				decisionId: t.moderationDecisions.id,
				ground: t.moderationDecisions.ground,
				slug: t.centres.slug,
				town: t.centres.town,
				at: t.moderationDecisions.decidedAt,
				appealUntil: t.moderationDecisions.appealUntil
			})
			.from(t.moderationDecisions)
			.innerJoin(t.centres, eq(t.centres.id, t.moderationDecisions.centreId))
			.where(
				and(
					eq(t.moderationDecisions.contributionId, value('contributionId')),
					eq(t.moderationDecisions.action, value('action'))
				)
			)
			.orderBy(desc(t.moderationDecisions.contributionVersion))
			.limit(1)
);
