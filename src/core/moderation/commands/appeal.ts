import { and, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import { phaseOf } from '../../consultations/model.ts';
import { contributionNumber } from '../../contributions/model.ts';
import { isReceiptCode } from '../../contributions/receipts.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addWorkingDays } from '../../kernel/calendar.ts';
import { isRefusal, Refusal } from '../../kernel/errors.ts';
import { topicOfDesk } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { dayOf, endOfDay } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
import { once } from '../../register/commands.ts';
import { appealLanes, appealLimits, type AppealChannel, type AppealLane } from '../model.ts';
import { subjectId, subjectOf, type Subject } from '../queries/subject.ts';
import { stillHolds } from './holding.ts';
import { drawCentre } from './lot.ts';

export interface Appeal {
	decisionId: string;
	text: string;
	/** From the receipt, by those without an account. */
	code?: string | undefined;
	/** Where the request came from, for the limit on guessing codes. */
	address?: string | undefined;
	key?: string | undefined;
}

/**
 * An author's appeal, free and once for each decision, within six months: a coordinator of a centre in another
 * raion decides, drawn by lot (requirements §4.5). Refuses `not_found`, `already_appealed`, `appeal_too_late`,
 * `no_other_centre`, `invalid_input`, and `too_many_attempts` to guess a code.
 */
export async function appealDecision(
	store: Store,
	actor: Actor,
	attempts: Attempts<'address'>,
	{ address, ...appeal }: Appeal
): Promise<{ id: string; dueAt: number }> {
	if (appeal.code === undefined) return makeAppeal(store, actor, appeal);
	const attempt = attempts.begin({ address: address ?? appeal.decisionId }, store.now());
	try {
		const made = await makeAppeal(store, actor, appeal);
		attempt.succeeded();
		return made;
	} catch (error) {
		if (!isRefusal(error) || error.code !== 'not_found') attempt.takeBack();
		throw error;
	}
}

function makeAppeal(
	store: Store,
	actor: Actor,
	{ key, ...input }: Omit<Appeal, 'address'>
): Promise<{ id: string; dueAt: number }> {
	return store.write(actor, (writer) =>
		once(writer, actor, { key, action: 'moderation.appeal', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const [decision] = await db
				.select()
				.from(t.moderationDecisions)
				.where(eq(t.moderationDecisions.id, input.decisionId));
			if (!decision) throw new Refusal('not_found');
			const subject = await subjectOf(writer, decision);
			const channel = channelOf(writer, actor, subject, input.code);
			if (now() > decision.appealUntil) throw new Refusal('appeal_too_late');
			if (!(await stillHolds(writer, decision))) throw new Refusal('already_appealed');
			const fields = createFields();
			const text = fields.text('text', input.text, { ...appealLimits, multiline: true });
			fields.refuseIfWrong();

			const id = newId(now());
			const centre = await drawCentre(writer, subject);
			const lane = await laneOf(writer, subject);
			const dueAt = dueDay(now(), lane);
			const [added] = await db
				.insert(t.appeals)
				.values({
					id,
					decisionId: decision.id,
					channel,
					lane,
					text,
					at: now(),
					dueAt,
					centreId: centre.id
				})
				.onConflictDoNothing()
				.returning({ id: t.appeals.id });
			if (!added) throw new Refusal('already_appealed');
			await tellCoordinators(writer, { appealId: id, centreId: centre.id, subject });
			emit({
				type: 'appeal.made',
				topic: topicOfDesk(centre.slug),
				kind: subject.replyId === '' ? 'contribution' : 'reply',
				id: subjectId(subject),
				version: subject.version
			});
			return { id, dueAt };
		})
	);
}

/** The author from their account, or whoever holds the receipt; for everybody else there is no such decision. */
function channelOf(
	{ keys }: Writer,
	actor: Actor,
	subject: Subject,
	code: string | undefined
): AppealChannel {
	if (actor.kind === 'account' && actor.id === subject.accountId) return 'account';
	const number = contributionNumber(subject.number, subject.seq);
	if (code !== undefined && subject.replyId === '' && isReceiptCode(keys, number, code))
		return 'receipt';
	throw new Refusal('not_found');
}

async function laneOf({ db, t, now }: Writer, { consultationId }: Subject): Promise<AppealLane> {
	const [consultation] = await db
		.select()
		.from(t.consultations)
		.where(eq(t.consultations.id, consultationId));
	const phase = phaseOf(consultation!, now());
	return phase === 'reported' || phase === 'decided' || phase === 'archived' ? 'normal' : 'fast';
}

/** Those of the centre that was drawn, but for the author. */
export async function tellCoordinators(
	writer: Writer,
	{ appealId, centreId, subject }: { appealId: string; centreId: string; subject: Subject }
): Promise<void> {
	const { db, t } = writer;
	const coordinators = await db
		.select({ id: t.roles.accountId })
		.from(t.roles)
		.where(and(eq(t.roles.scopeId, centreId), eq(t.roles.role, 'coordinator')));
	await notify(
		writer,
		coordinators.map(({ id }) => id).filter((id) => id !== subject.accountId),
		{
			kind: 'appeal_received',
			consultationId: subject.consultationId,
			contributionId: subject.contributionId,
			objectId: appealId
		}
	);
}

/** The centres keep Kyiv's days. */
function dueDay(now: number, lane: AppealLane): number {
	const today = dayOf(now, 'Europe/Kyiv');
	const { workingDays } = appealLanes[lane];
	const last = addWorkingDays(today, workingDays, 'UA', { holidaysAreWorkingDays: true });
	return endOfDay(last, 'Europe/Kyiv');
}
