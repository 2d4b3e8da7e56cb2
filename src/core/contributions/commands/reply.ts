import { and, eq, sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf } from '../../consultations/model.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import type { Lang } from '../../kernel/text.ts';
import { enqueue } from '../../moderation/commands/enqueue.ts';
import { notify } from '../../notifications/commands.ts';
import { isTimeFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { deepestReply, displays, replyLimits } from '../model.ts';
import { badgeOf, mayContribute, maySpeakFor } from '../policy.ts';
import { tierOf } from './write.ts';

export interface WriteReply {
	contributionId: string;
	text: string;
	/** The reply that it answers; without one, the contribution itself. */
	parentReplyId?: string | undefined;
	display?: string | undefined;
	organisationId?: string | undefined;
	language?: Lang | undefined;
	key?: string | undefined;
}

/**
 * A reply in the thread of a contribution, at most three deep. Residents reply while the consultation is open;
 * its officials and its centre's staff clarify, with their badge, until the report. Refuses `not_found`,
 * `not_eligible`, `consultation_not_open`, `too_deep`, `invalid_input`.
 */
export async function writeReply(
	store: Store,
	actor: Actor,
	{ key, ...input }: WriteReply
): Promise<{ id: string; version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'reply.write', body: input }, async () => {
			const { db, t, now } = writer;
			const subject = await contributionToReplyTo(writer, input.contributionId);
			const badge = badgeOf(account, subject);
			refuseIfNotNow(account, subject, badge !== null, now());
			if (input.organisationId && !maySpeakFor(account, input.organisationId))
				throw new Refusal('not_eligible');
			const depth = await depthBelow(writer, input);
			const fields = createFields();
			const text = fields.text('text', input.text, { ...replyLimits, multiline: true });
			const allowed = displays.filter((one) => subject.displayChoices.includes(one));
			const display = fields.oneOf('display', input.display ?? allowed[0] ?? '', allowed);
			fields.refuseIfWrong();

			const id = newId(now());
			await db.insert(t.replies).values({
				id,
				contributionId: subject.id,
				parentId: input.parentReplyId ?? null,
				depth,
				accountId: account.id,
				organisationId: input.organisationId ?? null,
				badge,
				display,
				authorName: account.name,
				areaId: account.areaId,
				tier: tierOf(account, input.organisationId),
				language: input.language ?? account.language,
				text,
				visibility: 'public',
				version: 1,
				at: now()
			});
			await db
				.update(t.contributions)
				.set({ replies: sql`${t.contributions.replies} + 1` })
				.where(eq(t.contributions.id, subject.id));
			if (badge === null)
				await enqueue(writer, {
					contributionId: subject.id,
					replyId: id,
					centreId: subject.hostCentreId,
					ground: null
				});
			if (subject.accountId !== null && subject.accountId !== account.id)
				await notify(writer, [subject.accountId], {
					kind: 'replied',
					consultationId: subject.consultationId,
					contributionId: subject.id,
					objectId: id
				});
			writer.emit({
				type: 'reply.published',
				topic: topicOfConsultation(subject.number),
				kind: 'reply',
				id,
				version: 1,
				as: roleIn(account, badge === 'authority' ? subject.authorityId : subject.hostCentreId)
			});
			return { id, version: 1 };
		})
	);
}

type Subject = Awaited<ReturnType<typeof contributionToReplyTo>>;

function refuseIfNotNow(
	account: AccountActor,
	{ consultation }: Subject,
	clarifies: boolean,
	now: number
): void {
	const phase = phaseOf(consultation, now);
	if (clarifies) {
		if (!isTimeFor('reply.write', phase)) throw new Refusal('consultation_not_open');
		return;
	}
	if (!mayContribute(account)) throw new Refusal('not_eligible');
	if (!isTimeFor('contribution.write', phase)) throw new Refusal('consultation_not_open');
}

/** A contribution that everybody can read; what is hidden or withdrawn takes no more replies. */
async function contributionToReplyTo({ db, t }: Writer, id: string) {
	const [row] = await db
		.select({ one: t.contributions, consultation: t.consultations })
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.contributions.id, id));
	if (!row || row.one.visibility === 'hidden' || row.one.visibility === 'withdrawn')
		throw new Refusal('not_found');
	const { consultation, one } = row;
	return {
		id: one.id,
		accountId: one.accountId,
		consultationId: consultation.id,
		consultation,
		number: consultation.number!,
		authorityId: consultation.authorityId,
		hostCentreId: consultation.hostCentreId!,
		displayChoices: consultation.profile!.displayChoices
	};
}

async function depthBelow(
	{ db, t }: Writer,
	{ contributionId, parentReplyId }: WriteReply
): Promise<number> {
	if (!parentReplyId) return 1;
	const [parent] = await db
		.select({ depth: t.replies.depth, visibility: t.replies.visibility })
		.from(t.replies)
		.where(and(eq(t.replies.id, parentReplyId), eq(t.replies.contributionId, contributionId)));
	if (!parent || parent.visibility === 'hidden' || parent.visibility === 'withdrawn')
		throw new Refusal('not_found');
	if (parent.depth >= deepestReply) throw new Refusal('too_deep');
	return parent.depth + 1;
}
