import { and, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { isRefusal } from '../../kernel/errors.ts';
import type { DomainEvent } from '../../kernel/events.ts';
import { once } from '../../register/commands.ts';
import { subjectId } from '../queries/subject.ts';
import { itemOf, refuseIfClaimed, subjectFor } from './claim.ts';
import { tellDesk } from './tell-desk.ts';

export interface Keep {
	/** Of contributions or replies, each with the version that was looked at. */
	items: readonly { id: string; version: number }[];
	key?: string | undefined;
}

/**
 * "Looked at, nothing to do": takes new words off the queue. Nothing is decided about anybody, so it needs no
 * ground and leaves no statement, only an entry in the audit log. What was flagged, corrected or taken by
 * somebody else meanwhile stays in the queue: it needs a look of its own. Refuses `not_allowed`.
 */
export async function keep(
	store: Store,
	actor: Actor,
	{ key, items }: Keep
): Promise<{ kept: number; left: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(
			writer,
			account,
			{ key, action: 'contribution.moderate', body: { keep: items } },
			async () => {
				let kept = 0;
				for (const item of items) if (await keepOne(writer, account, item)) kept += 1;
				return { kept, left: items.length - kept };
			}
		)
	);
}

async function keepOne(
	writer: Writer,
	account: AccountActor,
	{ id, version }: Keep['items'][number]
): Promise<boolean> {
	const { db, t, emit } = writer;
	const subject = await unlessGone(subjectFor(writer, account, id));
	if (subject?.version !== version) return false;
	if (!(await unlessGone(refuseIfClaimed(writer, account, subject).then(() => true)))) return false;
	const [taken] = await db
		.delete(t.queueItems)
		.where(and(itemOf(writer, subject), eq(t.queueItems.flags, 0)))
		.returning({ id: t.queueItems.contributionId });
	if (!taken) return false;
	await tellDesk(writer, subject.hostCentreId);
	const kind = subject.replyId === '' ? 'contribution' : 'reply';
	emit({
		type: `${kind}.kept`,
		topic: null,
		kind,
		id: subjectId(subject),
		version,
		as: roleIn(account, subject.hostCentreId),
		about: subject.accountId
	} as DomainEvent);
	return true;
}

/** What changed since it was looked at is left alone; what is not allowed is refused. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code !== 'not_allowed') return undefined;
		throw refusal;
	}
}
