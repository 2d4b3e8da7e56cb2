import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { offered, standsAside } from '../../administration/queries/ties.ts';
import type { ContributionKind, Visibility } from '../../contributions/model.ts';
import { scopesOf, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfDesk } from '../../kernel/events.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { cursorOf, type Cursor } from '../../register/queries.ts';
import { moderationActions, type Ground, type ModerationAction } from '../model.ts';
import { mayModerate } from '../policy.ts';
import { statements, type Statement } from './statements.ts';
import {
	organisationOf,
	partiesOf,
	subjectById,
	type Subject,
	type SubjectRef
} from './subject.ts';

export interface QueueItem extends SubjectRef {
	/** The version that a decision has to name. */
	version: number;
	seq: number;
	kind: ContributionKind | 'reply';
	number: string;
	title: Partial<Trilingual>;
	text: string;
	visibility: Visibility;
	/** Null: new, nobody flagged it. */
	ground: Ground | null;
	flags: number;
	since: number;
	dueAt: number;
	/** Who works on it, until when; null when it is free. */
	claim: { mine: boolean; until: number } | null;
}

/** What waits for the centres in which the actor works, most urgent first; flags before what is only new. */
export function queue(
	store: Store,
	actor: Actor,
	{ limit = 50, cursor }: { limit?: number; cursor?: string | undefined }
): Promise<{ items: QueueItem[]; next: string | null; topics: Topics }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const item = t.queueItems;
		const after = /^(\d{1,15})\.([0-9a-f-]{36})\.([0-9a-f-]{0,36})$/.exec(cursor ?? '');
		const { contributionId, replyId } = item;
		const isOffered = await offered(reader, account.id, {
			contributionId,
			replyId,
			authorityId: t.consultations.authorityId,
			organisationId: organisationOf(t, replyId)
		});
		const rows = await db
			.select({
				contributionId: item.contributionId,
				replyId: item.replyId,
				version: t.contributions.version,
				seq: t.contributions.seq,
				kind: t.contributions.kind,
				number: t.consultations.number,
				title: t.consultations.title,
				text: t.contributions.text,
				visibility: t.contributions.visibility,
				ground: item.ground,
				flags: item.flags,
				since: item.since,
				dueAt: item.dueAt,
				claimedBy: item.claimedBy,
				claimedUntil: item.claimedUntil,
				reply: {
					version: t.replies.version,
					text: t.replies.text,
					visibility: t.replies.visibility
				}
			})
			.from(item)
			.innerJoin(t.contributions, eq(t.contributions.id, item.contributionId))
			.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
			.leftJoin(t.replies, eq(t.replies.id, item.replyId))
			.where(
				and(
					inArray(item.centreId, scopesOf(account, 'consultant', 'coordinator')),
					isOffered,
					after
						? sql`(${item.dueAt}, ${contributionId}, ${replyId}) > (${Number(after[1])}, ${after[2]!}, ${after[3]!})`
						: undefined
				)
			)
			.orderBy(asc(item.dueAt), asc(contributionId), asc(replyId))
			.limit(limit + 1);
		const items = rows.slice(0, limit).map(({ claimedBy, claimedUntil, reply, ...row }) => ({
			...row,
			...(reply && { ...reply, kind: 'reply' as const }),
			number: row.number!,
			title: row.title!,
			claim:
				claimedBy !== null && (claimedUntil ?? 0) > now()
					? { mine: claimedBy === account.id, until: claimedUntil! }
					: null
		}));
		const last = items.at(-1);
		return {
			items,
			topics: await topicsOf(reader, account),
			next:
				rows.length > limit && last ? `${last.dueAt}.${last.contributionId}.${last.replyId}` : null
		};
	});
}

/** The live topics of desks, with where they stand. */
type Topics = Record<string, Cursor>;

async function topicsOf(reader: Reader, account: AccountActor): Promise<Topics> {
	const { db, t } = reader;
	const centreIds = scopesOf(account, 'consultant', 'coordinator');
	const centres = await db
		.select({ slug: t.centres.slug })
		.from(t.centres)
		.where(inArray(t.centres.id, centreIds));
	const topics: Topics = {};
	for (const topic of centres.map(({ slug }) => topicOfDesk(slug)))
		topics[topic] = await cursorOf(reader, topic);
	return topics;
}

export interface DeskItem extends Omit<
	Subject,
	'accountId' | 'organisationId' | 'authorityId' | 'hostCentreId' | 'centreSlug' | 'raionId'
> {
	flags: { ground: Ground; note: string; at: number }[];
	/** Flags that wait in the queue; 0 for what is only new, null for what does not wait. */
	waiting: number | null;
	claim: QueueItem['claim'];
	/** What has been decided about it before, latest first. */
	decisions: Statement[];
	/** What can be decided now. */
	actions: ModerationAction[];
	topics: Topics;
}

/** A contribution or a reply with all that a decision needs; refuses `not_found`, `withdrawn`, `not_allowed`, `conflict_of_interest`. */
export function deskItem(store: Store, actor: Actor, { id }: { id: string }): Promise<DeskItem> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const found = await subjectById(reader, id);
		if (!mayModerate(account, found)) throw new Refusal('not_allowed');
		if (await standsAside(reader, account.id, found, partiesOf(found)))
			throw new Refusal('conflict_of_interest');
		const {
			accountId: _account,
			organisationId: _name,
			authorityId: _authority,
			raionId: _raion,
			...rest
		} = found;
		const { hostCentreId: _centre, centreSlug: slug, ...subject } = rest;
		const { db, t } = reader;
		const flags = await db
			.select({ ground: t.flags.ground, note: t.flags.note, at: t.flags.at })
			.from(t.flags)
			.where(
				and(
					eq(t.flags.contributionId, subject.contributionId),
					eq(t.flags.replyId, subject.replyId)
				)
			)
			.orderBy(desc(t.flags.at));
		const { waiting, claim } = await placeInQueue(reader, account, subject);
		return {
			...subject,
			flags,
			waiting,
			claim,
			decisions: await statements(reader, subject),
			topics: { [topicOfDesk(slug)]: await cursorOf(reader, topicOfDesk(slug)) },
			actions: moderationActions.filter((action) => isOpen(action, subject, waiting))
		};
	});
}

/** Whether there is something to decide that way: to turn down a flag there has to be one. */
function isOpen(
	action: ModerationAction,
	{ visibility }: Pick<Subject, 'visibility'>,
	waiting: number | null
): boolean {
	switch (action) {
		case 'none':
			return waiting !== null && waiting > 0;
		case 'hidden':
			return visibility !== 'hidden';
		case 'restored':
			return visibility !== 'public';
		case 'redacted':
			return true;
	}
}

async function placeInQueue(
	{ db, t, now }: Reader,
	account: AccountActor,
	{ contributionId, replyId }: SubjectRef
): Promise<Pick<DeskItem, 'waiting' | 'claim'>> {
	const [item] = await db
		.select()
		.from(t.queueItems)
		.where(and(eq(t.queueItems.contributionId, contributionId), eq(t.queueItems.replyId, replyId)));
	const waiting = item?.flags ?? null;
	if (!item?.claimedBy || (item.claimedUntil ?? 0) <= now()) return { waiting, claim: null };
	return { waiting, claim: { mine: item.claimedBy === account.id, until: item.claimedUntil! } };
}
