import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf } from '../../consultations/model.ts';
import { roleIn, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { refuseStale } from '../../kernel/versions.ts';
import { notify } from '../../notifications/commands.ts';
import { isTimeFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { keepAnswer } from '../../search/commands/keep.ts';
import {
	answerStatuses,
	leastReasons,
	mostAnsweredAtOnce,
	reasonsLimits,
	type AnswerStatus
} from '../model.ts';
import { mayAnswer } from '../policy.ts';

export interface AnswerInput {
	/** Each contribution with its own status; the reasons are for all of them. */
	answered: {
		contributionId: string;
		status: string;
		/** Of the answer that it had when it was read, 0 for none: two officials do not overwrite each other unasked. */
		version?: number | undefined;
	}[];
	reasons: string;
	/** Paragraphs of the draft that are changed because of it. */
	paragraphIds?: string[] | undefined;
	key?: string | undefined;
}

/**
 * One answer for one or several contributions of a consultation; until the report it may be given anew. Refuses
 * `not_found`, `not_allowed`, `not_now`, `report_published`, `withdrawn`, `version_conflict`, `invalid_input`.
 */
export async function answerContributions(
	store: Store,
	actor: Actor,
	{ key, ...input }: AnswerInput
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.answer', body: input }, async () => {
			const { db, t, now } = writer;
			const { consultation, rows } = await contributionsToAnswer(writer, input);
			if (!mayAnswer(account, consultation)) throw new Refusal('not_allowed');
			if (consultation.reportedAt !== null) throw new Refusal('report_published');
			if (!isTimeFor('contribution.answer', phaseOf(consultation, now())))
				throw new Refusal('not_now');
			if (rows.some(({ visibility }) => visibility === 'withdrawn')) throw new Refusal('withdrawn');
			const before = await answersOf(writer, rows);
			for (const { contributionId, version } of input.answered)
				refuseStale(before.get(contributionId)?.version ?? 0, version);
			const { reasons, statuses, paragraphIds } = await checked(
				writer,
				consultation.id,
				rows,
				input
			);

			const id = newId(now());
			await db.insert(t.answers).values({
				id,
				consultationId: consultation.id,
				reasons,
				paragraphIds,
				answeredBy: account.id,
				at: now()
			});
			for (const row of rows)
				await give(writer, { row, answerId: id, status: statuses.get(row.id)! });
			const within = { id: consultation.id, number: consultation.number! };
			await keepAnswer(writer, within, { id, text: reasons });
			const earlier = new Set([...before.values()].map(({ answerId }) => answerId));
			for (const old of await replaced(writer, [...earlier]))
				await keepAnswer(writer, within, { id: old, text: null });
			const first = rows.filter(({ kind, answered }) => kind === 'proposal' && !answered).length;
			await db
				.update(t.consultations)
				.set({ pending: sql`${t.consultations.pending} - ${first}` })
				.where(eq(t.consultations.id, consultation.id));
			for (const row of rows) {
				if (row.accountId !== null)
					await notify(writer, [row.accountId], {
						kind: 'answer_given',
						consultationId: consultation.id,
						contributionId: row.id,
						objectId: id
					});
				writer.emit({
					type: 'contribution.answered',
					topic: topicOfConsultation(consultation.number!),
					kind: 'contribution',
					id: row.id,
					version: row.version,
					as: roleIn(account, consultation.authorityId)
				});
			}
			return { id };
		})
	);
}

type Row = Awaited<ReturnType<typeof contributionsToAnswer>>['rows'][number];

/** All of one consultation; refuses `not_found` for anything else. */
async function contributionsToAnswer({ db, t }: Writer, { answered }: AnswerInput) {
	const ids = [...new Set(answered.map(({ contributionId }) => contributionId))];
	if (ids.length === 0 || ids.length > mostAnsweredAtOnce) throw new Refusal('not_found');
	const rows = await db.select().from(t.contributions).where(inArray(t.contributions.id, ids));
	const [first] = rows;
	if (rows.length < ids.length || !first) throw new Refusal('not_found');
	if (rows.some(({ consultationId }) => consultationId !== first.consultationId))
		throw new Refusal('not_found');
	const [consultation] = await db
		.select()
		.from(t.consultations)
		.where(eq(t.consultations.id, first.consultationId));
	return { consultation: consultation!, rows };
}

async function checked(
	{ db, t }: Writer,
	consultationId: string,
	rows: readonly Row[],
	input: AnswerInput
) {
	const fields = createFields();
	const statuses = new Map<string, AnswerStatus>();
	for (const [place, { contributionId, status }] of input.answered.entries()) {
		const { kind } = rows.find(({ id }) => id === contributionId)!;
		// A proposal asks for something: to note it is no answer.
		const allowed = answerStatuses.filter((one) => one !== 'noted' || kind !== 'proposal');
		statuses.set(contributionId, fields.oneOf(`answered.${place}.status`, status, allowed));
	}
	const min = Math.max(...[...statuses.values()].map(leastReasons));
	const reasons = fields.text('reasons', input.reasons, {
		...reasonsLimits,
		min,
		multiline: true,
		optional: min === 0
	});
	const paragraphIds = [...new Set(input.paragraphIds ?? [])];
	const known = await db.$count(
		t.paragraphs,
		and(eq(t.paragraphs.consultationId, consultationId), inArray(t.paragraphs.id, paragraphIds))
	);
	if (known < paragraphIds.length) fields.wrong('paragraphIds', 'not_a_choice');
	fields.refuseIfWrong();
	return { reasons, statuses, paragraphIds };
}

/** The answers that they have so far, each under the id of what it answers. */
async function answersOf({ db, t }: Writer, rows: readonly Row[]) {
	const { answeredContributions: one } = t;
	const ids = rows.map(({ id }) => id);
	const given = await db.select().from(one).where(inArray(one.contributionId, ids));
	return new Map(given.map((answer) => [answer.contributionId, answer]));
}

/** Those of the answers that answer nothing any more. */
async function replaced({ db, t }: Writer, answerIds: readonly string[]): Promise<string[]> {
	const left: string[] = [];
	for (const id of answerIds) {
		const [still] = await db
			.select({ id: t.answeredContributions.answerId })
			.from(t.answeredContributions)
			.where(eq(t.answeredContributions.answerId, id))
			.limit(1);
		if (!still) left.push(id);
	}
	return left;
}

async function give(
	{ db, t }: Writer,
	{ row, answerId, status }: { row: Row; answerId: string; status: AnswerStatus }
): Promise<void> {
	await db
		.insert(t.answeredContributions)
		.values({ contributionId: row.id, answerId, status })
		.onConflictDoUpdate({
			target: t.answeredContributions.contributionId,
			set: { answerId, status, version: sql`${t.answeredContributions.version} + 1` }
		});
	if (!row.answered)
		await db.update(t.contributions).set({ answered: true }).where(eq(t.contributions.id, row.id));
}
