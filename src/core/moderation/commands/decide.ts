import { and, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { textLimits } from '../../contributions/model.ts';
import { type AccountActor, type Actor, holds, roleIn } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { addMonths } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
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
import { itemOf, refuseIfClaimed, subjectFor } from './claim.ts';
import { countTime } from './count-time.ts';
import { tellDesk } from './tell-desk.ts';
import { changeWords, restoration, type Change } from './words.ts';

export interface Decide {
	/** Of the contribution or the reply. */
	id: string;
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

/**
 * Decides about somebody's words, with the whole statement of reasons (requirements §4.4). Refuses
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
			const subject = await subjectFor(writer, account, input.id);
			await refuseIfClaimed(writer, account, subject);
			if (subject.version !== input.version)
				throw new Refusal('version_conflict', { version: subject.version });
			const earlier = await earlierTexts(writer, subject);
			return carryOut(writer, account, subject, checked(subject, earlier, input));
		})
	);
}

function checked(subject: Subject, earlier: readonly Earlier[], input: Omit<Decide, 'key'>) {
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
	const redaction =
		action === 'redacted' ? redacted(fields, subject, earlier, input.fragment ?? '') : null;
	fields.refuseIfWrong();
	return { action, ground, reason, lawArticle, redaction };
}

interface Redaction {
	/** What was taken out. */
	fragment: string;
	/** What everybody reads afterwards. */
	publicText: string;
	/** The same of what the author wrote before a correction. */
	earlier: { version: number; publicText: string }[];
}

/** The fragment may stand in the words themselves or in what they were before a correction. */
function redacted(
	fields: Fields,
	subject: Subject,
	earlier: readonly Earlier[],
	typed: string
): Redaction | null {
	const fragment = fields.text('fragment', typed, {
		max: textLimits.max,
		multiline: true,
		optional: true
	});
	if (fragment === '') {
		fields.wrong('fragment', 'needs_fragment');
		return null;
	}
	const now = subject.publicText ?? subject.text;
	const publicText = redact(now, fragment);
	const older = earlier.flatMap(({ version, text }) => {
		const left = redact(text, fragment);
		return left === null ? [] : [{ version, publicText: left }];
	});
	if (publicText === null && older.length === 0) {
		fields.wrong('fragment', 'fragment_not_found');
		return null;
	}
	return { fragment, publicText: publicText ?? now, earlier: older };
}

interface Earlier {
	version: number;
	text: string;
}

/** What was readable before corrections; replies have none. */
async function earlierTexts({ db, t }: Writer, subject: Subject): Promise<Earlier[]> {
	if (subject.replyId !== '') return [];
	const rows = await db
		.select()
		.from(t.contributionVersions)
		.where(eq(t.contributionVersions.contributionId, subject.contributionId));
	return rows.map(({ version, text, publicText }) => ({ version, text: publicText ?? text }));
}

async function carryOut(
	writer: Writer,
	account: AccountActor,
	subject: Subject,
	decision: ReturnType<typeof checked>
): Promise<{ id: string; version: number }> {
	const { db, t, now } = writer;
	const { action, redaction, ...reasons } = decision;
	const { contributionId, replyId, hostCentreId: centreId } = subject;
	const id = newId(now());
	const [item] = await db.delete(t.queueItems).where(itemOf(writer, subject)).returning({
		flags: t.queueItems.flags,
		since: t.queueItems.since,
		dueAt: t.queueItems.dueAt
	});
	if (item) await countTime(writer, { kind: 'decision', centreId, ...item });
	await db.insert(t.moderationDecisions).values({
		id,
		contributionId,
		replyId,
		consultationId: subject.consultationId,
		contributionVersion: subject.version,
		action,
		...reasons,
		fragment: redaction?.fragment ?? null,
		source: item && item.flags > 0 ? 'flag' : 'own_check',
		automated: false,
		centreId,
		role: holds(account, 'coordinator', centreId) ? 'coordinator' : 'consultant',
		decidedBy: account.id,
		decidedAt: now(),
		appealUntil: addMonths(now(), appealMonths)
	});
	if (action !== 'none' && subject.accountId !== null)
		await notify(writer, [subject.accountId], {
			kind: 'statement_of_reasons',
			consultationId: subject.consultationId,
			contributionId,
			objectId: id
		});
	for (const { version, publicText } of redaction?.earlier ?? [])
		await db
			.update(t.contributionVersions)
			.set({ publicText })
			.where(
				and(
					eq(t.contributionVersions.contributionId, contributionId),
					eq(t.contributionVersions.version, version)
				)
			);
	const change = effect(action, subject, redaction);
	if (item) await tellDesk(writer, centreId);
	const as = roleIn(account, centreId);
	const version = await changeWords(writer, subject, action, change, as);
	return { id, version };
}

function effect(action: ModerationAction, subject: Subject, redaction: Redaction | null): Change {
	switch (action) {
		case 'none':
			return {};
		case 'hidden':
			return { visibility: 'hidden' };
		case 'redacted':
			return { visibility: 'redacted', publicText: redaction!.publicText };
		case 'restored':
			return restoration(subject);
	}
}
