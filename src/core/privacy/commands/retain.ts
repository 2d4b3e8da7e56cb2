import { and, eq, inArray, isNotNull, lte, ne } from 'drizzle-orm';
import type { Storage, Writer } from '#storage/storage.ts';
import { forgetRequests } from '../../accessibility/commands/forget.ts';
import { emptyCodes, forgetCodes } from '../../accounts/codes.ts';
import type { Actor } from '../../kernel/actor.ts';
import { trimLiveEvents } from '../../register/commands/trim.ts';
import { forgetExpiredPersons } from '../../verification/commands/fingerprints.ts';
import { keptKinds, retention, type Kept } from '../model.ts';

const day = 86_400_000;

/** How much of each kind goes in one command: nobody has to wait for it. */
const atOnce = 500;

/**
 * Erases what has been kept long enough, events of the live log as well, and says in the log how much of each; a day on which nothing was due
 * leaves no entry. Answers the counts.
 */
export async function runRetention(storage: Storage, actor: Actor): Promise<Record<Kept, number>> {
	const counts = Object.fromEntries(keptKinds.map((kind) => [kind, 0])) as Record<Kept, number>;
	while (await storage.write(actor, (writer) => forgetSome(writer, counts)));
	await trimLiveEvents(storage, actor);
	if (keptKinds.some((kind) => counts[kind] > 0)) await storage.forget();
	return counts;
}

/** What waited for the link of a letter longer than the link was good for: within the hour it is gone. */
export async function forgetWaiting(storage: Storage, actor: Actor): Promise<void> {
	if ((await storage.write(actor, emptyCodes, { quiet: true })) > 0) await storage.forget();
}

/** A part of it, added to the counts; answers whether there may be more. */
async function forgetSome(writer: Writer, counts: Record<Kept, number>): Promise<boolean> {
	const now = Object.fromEntries(keptKinds.map((kind) => [kind, 0])) as Record<Kept, number>;
	for (const kind of keptKinds) now[kind] = await forget[kind](writer);
	const more = keptKinds.some((kind) => now[kind] >= atOnce);
	for (const kind of keptKinds) counts[kind] += now[kind];
	if (!more) await forgetAppeals(writer);
	if (!more && keptKinds.some((kind) => counts[kind] > 0))
		writer.emit({
			type: 'retention.ran',
			topic: null,
			kind: 'job',
			id: 'retention',
			version: 1,
			details: { ...counts }
		});
	return more;
}

const since = ({ now }: Writer, kind: Kept) => now() - retention[kind] * day;

const forget: Record<Kept, (writer: Writer) => Promise<number>> = {
	async sessions({ db, t, now }) {
		const { sessions: one } = t;
		// It ends by itself so many days after the last visit.
		const due = db.select({ id: one.id }).from(one).where(lte(one.expiresAt, now())).limit(atOnce);
		return (await db.delete(one).where(inArray(one.id, due)).returning({ id: one.id })).length;
	},
	codes: (writer) => forgetCodes(writer, since(writer, 'codes')),
	async invitations(writer) {
		const { db, t } = writer;
		const { invitations: one } = t;
		const over = lte(one.expiresAt, since(writer, 'invitations'));
		// That somebody was invited to what stays with the role; name and address go.
		const due = db
			.select({ id: one.id })
			.from(one)
			.where(and(over, ne(one.name, '')))
			.limit(atOnce);
		const gone = await db
			.update(one)
			.set({ name: '', email: null, digest: null })
			.where(inArray(one.id, due))
			.returning({ id: one.id });
		return gone.length;
	},
	async letters(writer) {
		const { db, t } = writer;
		const { letters: one } = t;
		const old = lte(one.at, since(writer, 'letters'));
		const due = db.select({ id: one.id }).from(one).where(old).limit(atOnce);
		return (await db.delete(one).where(inArray(one.id, due)).returning({ id: one.id })).length;
	},
	async notices(writer) {
		const { db, t } = writer;
		const { notices: one } = t;
		const old = lte(one.readAt, since(writer, 'notices'));
		const due = db.select({ id: one.id }).from(one).where(old).limit(atOnce);
		return (await db.delete(one).where(inArray(one.id, due)).returning({ id: one.id })).length;
	},
	accessibility: (writer) => forgetRequests(writer, since(writer, 'accessibility'), atOnce),
	// It counts for as long as it is kept.
	persons: (writer) => forgetExpiredPersons(writer, writer.now())
};

/** What somebody wrote in an appeal goes when it is decided, if their account is gone by then. */
async function forgetAppeals({ db, t }: Writer): Promise<void> {
	const decided = db
		.select({ id: t.moderationDecisions.id })
		.from(t.moderationDecisions)
		.innerJoin(t.contributions, eq(t.contributions.id, t.moderationDecisions.contributionId))
		.innerJoin(t.accounts, eq(t.accounts.id, t.contributions.accountId))
		.where(and(isNotNull(t.accounts.erasedAt), eq(t.moderationDecisions.replyId, '')));
	await db
		.update(t.appeals)
		.set({ text: '' })
		.where(and(isNotNull(t.appeals.outcome), inArray(t.appeals.decisionId, decided)));
}
