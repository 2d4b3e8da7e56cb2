import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { holds, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation, type EventType } from '../../kernel/events.ts';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { addMonths } from '../../kernel/time.ts';
import { textLimits } from '../../contributions/model.ts';
import { once } from '../../register/commands.ts';
import {
	appealMonths,
	groundCodes,
	moderationActions,
	reasonLimits,
	redact,
	type ModerationAction
} from '../model.ts';
import type { Subject } from '../queries/subject.ts';
import { refuseIfClaimed, subjectFor } from './claim.ts';

export interface Decide {
	contributionId: string;
	/** The version that was looked at. */
	version: number;
	action: string;
	ground: string;
	/** Read by the author: what in the text breaks the rule. */
	reason: string;
	/** The words to take out, exactly as they stand; for `redacted`. */
	fragment?: string | undefined;
	/** For M11. */
	lawArticle?: string | undefined;
	key?: string | undefined;
}

const told: Record<ModerationAction, EventType> = {
	none: 'contribution.kept',
	redacted: 'contribution.redacted',
	hidden: 'contribution.hidden',
	restored: 'contribution.restored'
};

/**
 * Decides about one contribution, with the whole statement of reasons (requirements §4.4). Refuses
 * `not_found`, `not_allowed`, `claimed_by_another`, `version_conflict`, `invalid_input`.
 */
export async function decide(
	store: Store,
	actor: Actor,
	{ key, ...input }: Decide
): Promise<{ id: string; version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.moderate', body: input }, async () => {
			const subject = await subjectFor(writer, account, input.contributionId);
			await refuseIfClaimed(writer, account, subject.id);
			if (subject.version !== input.version)
				throw new Refusal('version_conflict', { version: subject.version });
			return carryOut(writer, account, subject, checked(subject, input));
		})
	);
}

function checked(subject: Subject, input: Omit<Decide, 'key'>) {
	const fields = createFields();
	const action = fields.oneOf('action', input.action, moderationActions);
	if (action === 'restored' && subject.visibility === 'public')
		fields.wrong('action', 'not_a_choice');
	if (action === 'hidden' && subject.visibility === 'hidden')
		fields.wrong('action', 'not_a_choice');
	const ground = fields.oneOf('ground', input.ground, groundCodes);
	const reason = fields.text('reason', input.reason, { ...reasonLimits, multiline: true });
	const lawArticle =
		ground === 'M11_other_law'
			? fields.text('lawArticle', input.lawArticle ?? '', { max: 200 })
			: null;
	const redaction = action === 'redacted' ? redacted(fields, subject, input.fragment ?? '') : null;
	fields.refuseIfWrong();
	return { action, ground, reason, lawArticle, redaction };
}

interface Redaction {
	/** What was taken out. */
	fragment: string;
	/** What everybody reads afterwards. */
	publicText: string;
}

function redacted(fields: Fields, subject: Subject, typed: string): Redaction | null {
	const fragment = fields.text('fragment', typed, {
		max: textLimits.max,
		multiline: true,
		optional: true
	});
	if (fragment === '') {
		fields.wrong('fragment', 'needs_fragment');
		return null;
	}
	const publicText = redact(subject.publicText ?? subject.text, fragment);
	if (publicText === null) fields.wrong('fragment', 'fragment_not_found');
	return publicText === null ? null : { fragment, publicText };
}

async function carryOut(
	{ db, t, now, emit }: Writer,
	account: AccountActor,
	subject: Subject,
	decision: ReturnType<typeof checked>
): Promise<{ id: string; version: number }> {
	const { action, redaction, ...reasons } = decision;
	const id = newId(now());
	const version = subject.version + 1;
	const [item] = await db
		.delete(t.queueItems)
		.where(eq(t.queueItems.contributionId, subject.id))
		.returning({ flags: t.queueItems.flags });
	await db.insert(t.moderationDecisions).values({
		id,
		contributionId: subject.id,
		contributionVersion: subject.version,
		action,
		...reasons,
		fragment: redaction?.fragment ?? null,
		source: item && item.flags > 0 ? 'flag' : 'own_check',
		automated: false,
		centreId: subject.hostCentreId,
		role: holds(account, 'coordinator', subject.hostCentreId) ? 'coordinator' : 'consultant',
		decidedBy: account.id,
		decidedAt: now(),
		appealUntil: addMonths(now(), appealMonths)
	});
	await db
		.update(t.contributions)
		.set({ version, ...effect(action, subject, redaction) })
		.where(eq(t.contributions.id, subject.id));
	if (action !== 'none')
		await db.insert(t.outbox).values({
			id: newId(now()),
			accountId: subject.accountId,
			notice: 'statement_of_reasons',
			objectId: id,
			at: now()
		});
	emit({
		type: told[action] as 'contribution.hidden',
		topic: action === 'none' ? null : topicOfConsultation(subject.number),
		kind: 'contribution',
		id: subject.id,
		version
	});
	return { id, version };
}

/** What changes for the public. Restoring undoes the last step: words taken out before they were hidden stay out. */
function effect(action: ModerationAction, subject: Subject, redaction: Redaction | null) {
	const isRedacted = subject.publicText !== null;
	switch (action) {
		case 'none':
			return {};
		case 'hidden':
			return { visibility: 'hidden' as const };
		case 'redacted':
			return { visibility: 'redacted' as const, publicText: redaction?.publicText };
		case 'restored':
			return subject.visibility === 'hidden' && isRedacted
				? { visibility: 'redacted' as const }
				: { visibility: 'public' as const, publicText: null };
	}
}
