import { sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { roleIn, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { addMonths } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
import { require } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { appealMonths, emergency, reasonLimits, type Ground } from '../model.ts';
import { subjectById, type Subject } from '../queries/subject.ts';
import { tellDesk } from './tell-desk.ts';
import { changeWords } from './words.ts';

export interface HideAtOnce {
	/** Of the contribution or the reply. */
	id: string;
	/** The version that was looked at. */
	version: number;
	ground: string;
	/** Read by the author and by the centre that reviews it. */
	reason: string;
	key?: string | undefined;
}

const hour = 3_600_000;

/**
 * An administrator hides what endangers lives, on M1 or M2 alone, with the whole statement of reasons; the host
 * centre reviews it within 24 hours (note 3 of requirements §3). Refuses `not_found`, `not_allowed`, `withdrawn`,
 * `moderated` for what is hidden already, `version_conflict`, `invalid_input`.
 */
export async function hideAtOnce(
	store: Store,
	actor: Actor,
	{ key, ...input }: HideAtOnce
): Promise<{ id: string; version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.hideAtOnce', body: input }, async () => {
			const subject = await subjectById(writer, input.id);
			require('contribution.hideAtOnce', account, { accountId: subject.accountId });
			if (subject.visibility === 'hidden') throw new Refusal('moderated');
			if (subject.version !== input.version)
				throw new Refusal('version_conflict', { version: subject.version });
			const fields = createFields();
			const ground = fields.oneOf('ground', input.ground, emergency.grounds);
			const reason = fields.text('reason', input.reason, { ...reasonLimits, multiline: true });
			fields.refuseIfWrong();
			const id = await keepDecision(writer, subject, { ground, reason, decidedBy: account.id });
			await askForReview(writer, subject, ground);
			const as = roleIn(account, '');
			const version = await changeWords(writer, subject, 'hidden', { visibility: 'hidden' }, as);
			return { id, version };
		})
	);
}

async function keepDecision(
	writer: Writer,
	subject: Subject,
	stated: { ground: Ground; reason: string; decidedBy: string }
): Promise<string> {
	const { db, t, now } = writer;
	const { contributionId, replyId, consultationId } = subject;
	const id = newId(now());
	await db.insert(t.moderationDecisions).values({
		id,
		contributionId,
		replyId,
		consultationId,
		contributionVersion: subject.version,
		action: 'hidden',
		...stated,
		lawArticle: null,
		fragment: null,
		source: 'own_check',
		automated: false,
		centreId: subject.hostCentreId,
		role: 'admin',
		decidedAt: now(),
		appealUntil: addMonths(now(), appealMonths)
	});
	if (subject.accountId !== null)
		await notify(writer, [subject.accountId], {
			kind: 'statement_of_reasons',
			consultationId,
			contributionId,
			objectId: id
		});
	return id;
}

/** Into the queue of the host centre, as if it were flagged; whoever had it in hand looks anew. */
async function askForReview(
	writer: Writer,
	{ contributionId, replyId, hostCentreId: centreId }: Subject,
	ground: Ground
): Promise<void> {
	const { db, t, now } = writer;
	await tellDesk(writer, centreId);
	const review = {
		ground,
		dueAt: now() + emergency.reviewHours * hour,
		claimedBy: null,
		claimedUntil: null
	};
	await db
		.insert(t.queueItems)
		.values({ contributionId, replyId, centreId, flags: 1, since: now(), ...review })
		.onConflictDoUpdate({
			target: [t.queueItems.contributionId, t.queueItems.replyId],
			set: { ...review, flags: sql`${t.queueItems.flags} + 1` }
		});
}
