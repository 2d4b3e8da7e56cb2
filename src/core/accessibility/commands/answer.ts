import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { actingAs } from '../../administration/policy.ts';
import { receiptCode } from '../../contributions/receipts.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfAccessibility } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { addDays, dayOf, endOfDay, isDay } from '../../kernel/time.ts';
import { queueLetter } from '../../mail/commands.ts';
import { once } from '../../register/commands.ts';
import { deadlineOf, longestOf, requestLimits, requestOutcomes, requestZone } from '../model.ts';

interface OnRequest {
	id: string;
	version?: number | undefined;
	key?: string | undefined;
}

/** Answers a request, once. Refuses `not_found`, `already_decided`, `version_conflict`, `invalid_input`. */
export async function answerRequest(
	store: Store,
	actor: Actor,
	{ key, ...input }: OnRequest & { outcome: string; answer: string }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'accessibility.answer', body: input }, async () => {
			const row = await openRequest(writer, input);
			const fields = createFields();
			const outcome = fields.oneOf('outcome', input.outcome, requestOutcomes);
			const limits = { ...requestLimits.answer, multiline: true };
			const answer = fields.text('answer', input.answer, limits);
			fields.refuseIfWrong();
			await tell(writer, row, 'accessibility_answered', answer);
			// The address was given for this answer alone.
			const given = { outcome, answer, answeredAt: writer.now(), sealed: null };
			await change(writer, account, row, 'accessibility.answered', given);
			return null;
		})
	);
}

/**
 * Says why the answer takes longer, and by which day it comes: at most two months after the request. Refuses as
 * `answerRequest`.
 */
export async function delayRequest(
	store: Store,
	actor: Actor,
	{ key, ...input }: OnRequest & { until: string; reason: string }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'accessibility.answer', body: input }, async () => {
			const row = await openRequest(writer, input);
			const fields = createFields();
			const last = dayOf(deadlineOf(row) - 1, requestZone);
			const longest = longestOf(row.receivedAt);
			if (!isDay(input.until))
				fields.wrong('until', input.until === '' ? 'required' : 'not_a_date');
			else if (input.until < addDays(last, 1)) fields.wrong('until', 'not_later');
			else if (input.until > longest) fields.wrong('until', 'after_latest', { latestOn: longest });
			const limits = { ...requestLimits.reason, multiline: true };
			const delayReason = fields.text('reason', input.reason, limits);
			fields.refuseIfWrong();
			await tell(writer, row, 'accessibility_delayed', delayReason);
			const delayedTo = endOfDay(input.until, requestZone);
			const put = { delayedTo, delayedAt: writer.now(), delayReason };
			await change(writer, account, row, 'accessibility.delayed', put);
			return null;
		})
	);
}

async function openRequest({ db, t }: Writer, { id, version }: OnRequest) {
	const [row] = await db
		.select()
		.from(t.accessibilityRequests)
		.where(eq(t.accessibilityRequests.id, id));
	if (!row) throw new Refusal('not_found');
	if (row.answeredAt !== null) throw new Refusal('already_decided');
	if (version !== undefined && row.version !== version)
		throw new Refusal('version_conflict', { version: row.version });
	return row;
}
type Row = Awaited<ReturnType<typeof openRequest>>;

async function change(
	{ db, t, emit }: Writer,
	account: AccountActor,
	{ id, version, accountId }: Row,
	type: 'accessibility.answered' | 'accessibility.delayed',
	values: Partial<Row>
): Promise<void> {
	await db
		.update(t.accessibilityRequests)
		.set({ ...values, version: version + 1 })
		.where(eq(t.accessibilityRequests.id, id));
	emit({
		type,
		topic: topicOfAccessibility,
		kind: 'accessibility_request',
		id,
		version: version + 1,
		as: actingAs('accessibility.answer', account),
		about: accountId
	});
}

/** By letter, where an address was given; the receipt says it in any case. */
async function tell(
	writer: Writer,
	{ id, number, sealed, language, accountId }: Row,
	kind: 'accessibility_answered' | 'accessibility_delayed',
	words: string
): Promise<void> {
	if (sealed === null) return;
	const { keys } = writer;
	await queueLetter(writer, {
		kind,
		to: keys.open(sealed, `accessibility ${id}`),
		language,
		accountId,
		values: {
			number,
			code: receiptCode(keys, number),
			words,
			link: `${language === 'uk' ? '' : `/${language}`}/check?number=${number}`
		}
	});
}
