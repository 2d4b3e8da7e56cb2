import { and, asc, desc, eq, gt, inArray, or } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { ContributionKind, Visibility } from '../../contributions/model.ts';
import { scopesOf, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { moderationActions, type Ground, type ModerationAction } from '../model.ts';
import { mayModerate } from '../policy.ts';
import { statements, type Statement } from './statements.ts';
import { contributionToModerate, type Subject } from './subject.ts';

export interface QueueItem {
	contributionId: string;
	/** The version that a decision has to name. */
	version: number;
	seq: number;
	kind: ContributionKind;
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
): Promise<{ items: QueueItem[]; next: string | null }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const item = t.queueItems;
		const after = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor ?? '');
		const rows = await db
			.select({
				contributionId: item.contributionId,
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
				claimedUntil: item.claimedUntil
			})
			.from(item)
			.innerJoin(t.contributions, eq(t.contributions.id, item.contributionId))
			.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
			.where(
				and(
					inArray(item.centreId, scopesOf(account, 'consultant', 'coordinator')),
					after
						? or(
								gt(item.dueAt, Number(after[1])),
								and(eq(item.dueAt, Number(after[1])), gt(item.contributionId, after[2]!))
							)
						: undefined
				)
			)
			.orderBy(asc(item.dueAt), asc(item.contributionId))
			.limit(limit + 1);
		const items = rows.slice(0, limit).map(({ claimedBy, claimedUntil, ...row }) => ({
			...row,
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
			next: rows.length > limit && last ? `${last.dueAt}.${last.contributionId}` : null
		};
	});
}

export interface DeskItem extends Omit<Subject, 'accountId' | 'hostCentreId' | 'centreSlug'> {
	flags: { ground: Ground; note: string; at: number }[];
	claim: QueueItem['claim'];
	/** What has been decided about it before, latest first. */
	decisions: Statement[];
	/** What can be decided now. */
	actions: ModerationAction[];
}

/** One contribution with all that a decision needs; refuses `not_found`, `not_allowed`. */
export function deskItem(
	store: Store,
	actor: Actor,
	{ contributionId }: { contributionId: string }
): Promise<DeskItem> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const found = await contributionToModerate(reader, contributionId);
		if (!mayModerate(account, found)) throw new Refusal('not_allowed');
		const { accountId: _accountId, hostCentreId: _centre, centreSlug: _slug, ...subject } = found;
		const { db, t } = reader;
		const flags = await db
			.select({ ground: t.flags.ground, note: t.flags.note, at: t.flags.at })
			.from(t.flags)
			.where(eq(t.flags.contributionId, contributionId))
			.orderBy(desc(t.flags.at));
		return {
			...subject,
			flags,
			claim: await claimOf(reader, account, contributionId),
			decisions: await statements(reader, contributionId),
			actions: moderationActions.filter((action) =>
				action === 'restored'
					? subject.visibility !== 'public'
					: action !== 'hidden' || subject.visibility !== 'hidden'
			)
		};
	});
}

async function claimOf(
	{ db, t, now }: Reader,
	account: AccountActor,
	contributionId: string
): Promise<QueueItem['claim']> {
	const [item] = await db
		.select()
		.from(t.queueItems)
		.where(eq(t.queueItems.contributionId, contributionId));
	if (!item?.claimedBy || (item.claimedUntil ?? 0) <= now()) return null;
	return { mine: item.claimedBy === account.id, until: item.claimedUntil! };
}
