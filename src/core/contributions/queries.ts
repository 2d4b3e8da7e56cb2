import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { announced } from '../consultations/queries/page.ts';
import { signedIn } from '../accounts/commands.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
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
	filter: ContributionFilter
): Promise<{ items: Contribution[]; next: number | null }> {
	return store.read(async (reader) => {
		const { number, kind, paragraphId, sort = 'new', limit = 50, cursor } = filter;
		const { id } = await announced(reader, number);
		const one = reader.t.contributions;
		const newFirst = sort === 'new';
		const rows = await selectPublic(reader)
			.where(
				and(
					eq(one.consultationId, id),
					kind && eq(one.kind, kind),
					paragraphId === undefined ? undefined : eq(one.paragraphId, paragraphId),
					cursor === undefined ? undefined : newFirst ? lt(one.seq, cursor) : gt(one.seq, cursor)
				)
			)
			.orderBy(newFirst ? desc(one.seq) : asc(one.seq))
			.limit(limit + 1);
		const page = rows.slice(0, limit);
		const items = await presented(reader, page, () => number);
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
		const one = reader.t.contributions;
		const rows = await selectPublic(reader).where(
			and(eq(one.consultationId, id), eq(one.seq, seq))
		);
		const [found] = await presented(reader, rows, () => number);
		if (!found) throw new Refusal('not_found');
		return found;
	});
}

/** Contributions by id, as everybody sees them now; for live delivery. */
export async function contributionsByIds(
	reader: Reader,
	ids: readonly string[]
): Promise<Contribution[]> {
	if (ids.length === 0) return [];
	const rows = await selectPublic(reader).where(inArray(reader.t.contributions.id, [...ids]));
	return presented(reader, rows, (row) => row.consultation);
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
		const one = reader.t.contributions;
		const rows = await selectPublic(reader).where(
			and(eq(one.consultationId, id), eq(one.seq, seq), eq(one.accountId, account.id))
		);
		const [contribution] = await presented(reader, rows, () => number);
		if (!contribution) throw new Refusal('not_found');
		return {
			contribution,
			text: rows[0]!.text,
			receipt: { number: contribution.number, code: receiptCode(reader.keys, contribution.number) },
			consultation: { number, title }
		};
	});
}

/** All that the signed-in account has written, newest first. */
export function ownContributions(store: Store, actor: Actor): Promise<Contribution[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const one = reader.t.contributions;
		const rows = await selectPublic(reader)
			.where(eq(one.accountId, account.id))
			.orderBy(desc(one.at))
			.limit(100);
		return presented(reader, rows, (row) => row.consultation);
	});
}

function selectPublic({ db, t }: Reader) {
	const one = t.contributions;
	return db
		.select({
			id: one.id,
			seq: one.seq,
			kind: one.kind,
			paragraphId: one.paragraphId,
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
type Row = Awaited<ReturnType<typeof selectPublic>>[number];

async function presented(
	reader: Reader,
	rows: readonly Row[],
	numberOf: (row: Row) => string | null
): Promise<Contribution[]> {
	const moderated = rows.filter(({ visibility }) => visibility !== 'public').map(({ id }) => id);
	const stubs = await stubsOf(reader, moderated);
	return rows.map((row) => ({
		id: row.id,
		seq: row.seq,
		number: contributionNumber(numberOf(row) ?? '', row.seq),
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

/** The decision by which each is as it is: what its stub says. */
async function stubsOf({ db, t }: Reader, ids: readonly string[]): Promise<Map<string, Stub>> {
	if (ids.length === 0) return new Map();
	const decision = t.moderationDecisions;
	const rows = await db
		.select({
			decisionId: decision.id,
			contributionId: decision.contributionId,
			action: decision.action,
			ground: decision.ground,
			slug: t.centres.slug,
			town: t.centres.town,
			at: decision.decidedAt,
			appealUntil: decision.appealUntil
		})
		.from(decision)
		.innerJoin(t.centres, eq(t.centres.id, decision.centreId))
		.innerJoin(t.contributions, eq(t.contributions.id, decision.contributionId))
		.where(
			and(
				inArray(decision.contributionId, [...ids]),
				eq(decision.action, t.contributions.visibility)
			)
		)
		.orderBy(asc(decision.contributionVersion));
	return new Map(
		rows.map(({ contributionId, slug, town, action, ...row }) => [
			contributionId,
			{ ...row, action: action as Stub['action'], centre: { slug, town } }
		])
	);
}
