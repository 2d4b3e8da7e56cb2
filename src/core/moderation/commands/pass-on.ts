import { and, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { stillThere } from '../../administration/queries/ties.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { isRefusal, Refusal } from '../../kernel/errors.ts';
import { topicOfDesk } from '../../kernel/events.ts';
import { once } from '../../register/commands.ts';
import { mayDecideAppeal } from '../policy.ts';
import { appealById } from '../queries/appeals.ts';
import { partiesOf, subjectId, type Subject } from '../queries/subject.ts';
import { tellCoordinators } from './appeal.ts';
import { itemOf, subjectFor } from './claim.ts';
import { drawCentre } from './lot.ts';
import { tellDesk } from './tell-desk.ts';

interface PassOn {
	id: string;
	key?: string | undefined;
}

/**
 * "I know this person": somebody else of the centre decides, and the words are offered to the actor no more
 * (requirements §4.6). Refuses `not_found`, `not_allowed`.
 */
export async function passOn(
	store: Store,
	actor: Actor,
	{ id, key }: PassOn
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'queue.claim', body: { passOn: id } }, async () => {
			const { db, t } = writer;
			const subject = await subjectFor(writer, account, id);
			await keepRecusal(writer, account, subject, {
				id: subject.hostCentreId,
				slug: subject.centreSlug
			});
			await db
				.update(t.queueItems)
				.set({ claimedBy: null, claimedUntil: null })
				.where(and(itemOf(writer, subject), eq(t.queueItems.claimedBy, account.id)));
			return { id };
		})
	);
}

/**
 * The same with an appeal. Where no other coordinator of the centre is left, another centre is drawn; where there is
 * none either, it waits, and the administrators are shown it. Refuses `not_found`, `not_allowed`, `already_decided`.
 */
export async function passAppealOn(
	store: Store,
	actor: Actor,
	{ id, key }: PassOn
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'appeal.decide', body: { passOn: id } }, async () => {
			const found = await appealById(writer, id);
			if (!mayDecideAppeal(account, found)) throw new Refusal('not_allowed');
			const { appeal, decision, subject } = found;
			if (appeal.outcome !== null) throw new Refusal('already_decided');
			const { db, t } = writer;
			const [centre] = await db.select().from(t.centres).where(eq(t.centres.id, appeal.centreId));
			await keepRecusal(writer, account, subject, centre!);
			const parties = { ...partiesOf(subject), centreId: decision.centreId };
			const left = await stillThere(writer, appeal.centreId, subject, parties, ['coordinator']);
			if (left.length === 0) await drawAgain(writer, id, subject);
			return { id };
		})
	);
}

async function keepRecusal(
	{ db, t, now, emit }: Writer,
	account: AccountActor,
	subject: Subject,
	centre: { id: string; slug: string }
): Promise<void> {
	const { contributionId, replyId, version } = subject;
	await db
		.insert(t.recusals)
		.values({ contributionId, replyId, accountId: account.id, at: now() })
		.onConflictDoNothing();
	emit({
		type: 'case.passed_on',
		topic: topicOfDesk(centre.slug),
		kind: replyId === '' ? 'contribution' : 'reply',
		id: subjectId(subject),
		version,
		as: roleIn(account, centre.id)
	});
}

async function drawAgain(writer: Writer, appealId: string, subject: Subject): Promise<void> {
	const { db, t } = writer;
	const centre = await drawCentre(writer, subject).catch((refusal: unknown) => {
		if (isRefusal(refusal) && refusal.code === 'no_other_centre') return null;
		throw refusal;
	});
	if (!centre) return;
	await tellDesk(writer, centre.id);
	await db.update(t.appeals).set({ centreId: centre.id }).where(eq(t.appeals.id, appealId));
	await tellCoordinators(writer, { appealId, centreId: centre.id, subject });
}
