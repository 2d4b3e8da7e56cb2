import { eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { authorityById } from '../../authorities/queries.ts';
import { toldOf } from '../../follows/queries/told.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { dayOf, isDay } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
import { once } from '../../register/commands.ts';
import type { DocumentChange } from '../model.ts';
import { consultationFor } from './report.ts';

export interface DecisionInput {
	/** Number of the consultation. */
	number: string;
	body: string;
	/** Number of the decision, as the body gives it. */
	decisionNumber: string;
	/** The day on which it was taken: `2026-12-16`. */
	decidedOn: string;
	title: string;
	/** Address of the document. */
	document: string;
	/** What changed because of the consultation; `because` are numbers of contributions. */
	changes: DocumentChange[];
	followUp?: string | undefined;
	key?: string | undefined;
}

/**
 * Records the decision taken after the report (T18); one taken before it is recorded as well, and says so
 * . Refuses `not_found`, `not_allowed`, `no_report`, `already_decided`, `invalid_input`.
 */
export async function recordDecision(
	store: Store,
	actor: Actor,
	{ key, ...input }: DecisionInput
): Promise<{ number: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'decision.record', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const { consultation, decision } = await checked(writer, account, input);

			await db.insert(t.decisions).values({
				consultationId: consultation.id,
				...decision,
				recordedBy: account.id,
				recordedAt: now()
			});
			const version = consultation.version + 1;
			await db
				.update(t.consultations)
				.set({ decidedAt: now(), version, revisedAt: now() })
				.where(eq(t.consultations.id, consultation.id));
			await notify(writer, await toldOf(writer, consultation), {
				kind: 'decision_recorded',
				consultationId: consultation.id,
				objectId: consultation.id
			});
			emit({
				type: 'decision.recorded',
				topic: topicOfConsultation(consultation.number),
				kind: 'consultation',
				id: consultation.id,
				version,
				as: roleIn(account, consultation.authorityId)
			});
			return { number: consultation.number };
		})
	);
}

/** Whether it could be recorded now; refuses as `recordDecision` does. */
export function checkDecision(
	store: Store,
	actor: Actor,
	input: Omit<DecisionInput, 'key'>
): Promise<void> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		await checked(reader, account, input);
	});
}

async function checked(reader: Reader, account: AccountActor, input: DecisionInput) {
	const consultation = await consultationFor(reader, account, input.number);
	if (consultation.reportedAt === null) throw new Refusal('no_report');
	if (consultation.decidedAt !== null) throw new Refusal('already_decided');
	const { timeZone } = await authorityById(reader, consultation.authorityId);
	const fields = createFields();
	const decision = read(fields, input, dayOf(reader.now(), timeZone));
	await checkChanges(reader, fields, consultation.id, decision.changes);
	fields.refuseIfWrong();
	return { consultation, decision };
}

const line = { min: 2, max: 300 } as const;

function read(fields: Fields, input: DecisionInput, today: string) {
	const { decidedOn, changes } = input;
	if (!isDay(decidedOn)) fields.wrong('decidedOn', decidedOn === '' ? 'required' : 'not_a_date');
	else if (decidedOn > today) fields.wrong('decidedOn', 'in_future');
	return {
		body: fields.text('body', input.body, line),
		number: fields.text('decisionNumber', input.decisionNumber, { min: 1, max: 80 }),
		decidedOn,
		title: fields.text('title', input.title, line),
		document: fields.address('document', input.document),
		changes: changes.map(({ paragraphId, before, after, because }, place) => ({
			paragraphId,
			before: fields.text(`changes.${place}.before`, before, {
				min: 1,
				max: 4000,
				multiline: true
			}),
			after: fields.text(`changes.${place}.after`, after, { min: 1, max: 4000, multiline: true }),
			because: [...new Set(because)].sort((a, b) => a - b)
		})),
		followUp: fields.text('followUp', input.followUp ?? '', {
			max: 2000,
			multiline: true,
			optional: true
		})
	};
}

/** Each change names a paragraph of the draft and contributions that are there. */
async function checkChanges(
	{ db, t }: Reader,
	fields: Fields,
	consultationId: string,
	changes: readonly DocumentChange[]
): Promise<void> {
	const paragraphs = await db
		.select({ id: t.paragraphs.id })
		.from(t.paragraphs)
		.where(eq(t.paragraphs.consultationId, consultationId));
	const [consultation] = await db
		.select({ lastSeq: t.consultations.lastSeq })
		.from(t.consultations)
		.where(eq(t.consultations.id, consultationId));
	changes.forEach(({ paragraphId, because }, place) => {
		if (!paragraphs.some(({ id }) => id === paragraphId))
			fields.wrong(`changes.${place}.paragraphId`, 'not_a_choice');
		const known = (seq: number) =>
			Number.isSafeInteger(seq) && seq >= 1 && seq <= consultation!.lastSeq;
		if (!because.every(known)) fields.wrong(`changes.${place}.because`, 'unknown_number');
	});
}
