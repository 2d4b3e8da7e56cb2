import { eq, sql } from 'drizzle-orm';
import { statement, type Store, type Writer } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import { phaseOf } from '../consultations/model.ts';
import { announced, paragraphById, type Announced } from '../consultations/queries/page.ts';
import type { AccountActor, Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { topicOfConsultation } from '../kernel/events.ts';
import { createFields } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import type { Lang } from '../kernel/text.ts';
import { enqueue } from '../moderation/commands/enqueue.ts';
import { once } from '../register/commands.ts';
import { contributionKinds, contributionNumber, displays, textLimits } from './model.ts';
import { mayContribute } from './policy.ts';
import { receiptCode } from './receipts.ts';

export interface WriteContribution {
	/** Number of the consultation. */
	number: string;
	kind: string;
	text: string;
	/** For a remark. */
	paragraphId?: string | undefined;
	display: string;
	/** Speaks for an organisation that the account represents. */
	organisationId?: string | undefined;
	language?: Lang | undefined;
	/** The same for every retry of one contribution. */
	key?: string | undefined;
}

export interface Written {
	id: string;
	seq: number;
	number: string;
	version: number;
}

/**
 * Registers and publishes a contribution. Refuses `not_signed_in`, `not_found`, `not_eligible`,
 * `consultation_not_open`, `invalid_input`, `idempotency_mismatch`.
 */
export async function writeContribution(
	store: Store,
	actor: Actor,
	input: WriteContribution
): Promise<Written & { receipt: { number: string; code: string } }> {
	const account = signedIn(actor);
	const { key, ...body } = input;
	const written = await store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.write', body }, () =>
			publish(writer, account, input)
		)
	);
	const code = receiptCode(store.keys, written.number);
	return { ...written, receipt: { number: written.number, code } };
}

/** What the command would refuse in an input, without sending it: for "check before sending". */
export async function checkContribution(
	store: Store,
	actor: Actor,
	input: WriteContribution
): Promise<void> {
	const account = signedIn(actor);
	await store.read(async (reader) => {
		checked(await announced(reader, input.number), account, input, reader.now());
	});
}

async function publish(
	writer: Writer,
	account: AccountActor,
	input: WriteContribution
): Promise<Written> {
	const { t, db, now } = writer;
	const consultation = await announced(writer, input.number);
	const fields = checked(consultation, account, input, now());
	const { kind, text, display } = fields;

	const paragraphId = kind === 'remark' ? (input.paragraphId ?? '') : null;
	if (paragraphId !== null) {
		const paragraph = await paragraphById(writer, consultation.id, paragraphId);
		if (!paragraph)
			throw new Refusal('invalid_input', {
				errors: [{ path: 'paragraphId', code: 'not_a_choice' }]
			});
		await db
			.update(t.paragraphs)
			.set({ remarks: sql`${t.paragraphs.remarks} + 1` })
			.where(
				sql`${t.paragraphs.consultationId} = ${consultation.id} and ${t.paragraphs.id} = ${paragraphId}`
			);
	}
	const column = `${kind}s` as const;
	const [counted] = await db
		.update(t.consultations)
		.set({
			lastSeq: sql`${t.consultations.lastSeq} + 1`,
			[column]: sql`${t.consultations[column]} + 1`
		})
		.where(eq(t.consultations.id, consultation.id))
		.returning({ seq: t.consultations.lastSeq });
	const seq = counted!.seq;
	const id = newId(now());
	await writer.run(addContribution, {
		id,
		consultationId: consultation.id,
		seq,
		kind,
		paragraphId,
		accountId: account.id,
		organisationId: input.organisationId ?? null,
		display,
		authorName: account.name,
		areaId: account.areaId,
		tier: input.organisationId ? 'organisation' : account.personId ? 'verified' : 'declared',
		language: input.language ?? account.language,
		text,
		at: now()
	});
	await enqueue(writer, { contributionId: id, centreId: consultation.hostCentreId, ground: null });
	writer.emit({
		type: 'contribution.published',
		topic: topicOfConsultation(consultation.number),
		kind: 'contribution',
		id,
		version: 1
	});
	return { id, seq, number: contributionNumber(consultation.number, seq), version: 1 };
}

function checked(
	consultation: Announced,
	account: AccountActor,
	input: WriteContribution,
	now: number
) {
	if (!mayContribute(account)) throw new Refusal('not_eligible');
	if (phaseOf(consultation, now) !== 'open') throw new Refusal('consultation_not_open');
	if (input.organisationId && !account.organisationIds.includes(input.organisationId))
		throw new Refusal('not_eligible');
	const fields = createFields();
	const kind = fields.oneOf('kind', input.kind, contributionKinds);
	const text = fields.text('text', input.text, { ...textLimits, multiline: true });
	const allowed = displays.filter((one) => consultation.profile.displayChoices.includes(one));
	const display = fields.oneOf('display', input.display, allowed);
	if (kind === 'remark' && !input.paragraphId) fields.wrong('paragraphId', 'required');
	fields.refuseIfWrong();
	return { kind, text, display };
}

const value = sql.placeholder;

const addContribution = statement<Record<string, unknown>>()('add_contribution', (db, t) =>
	db.insert(t.contributions).values({
		id: value('id'),
		consultationId: value('consultationId'),
		seq: value('seq'),
		kind: value('kind'),
		paragraphId: value('paragraphId'),
		accountId: value('accountId'),
		organisationId: value('organisationId'),
		display: value('display'),
		authorName: value('authorName'),
		areaId: value('areaId'),
		tier: value('tier'),
		channel: 'online',
		language: value('language'),
		text: value('text'),
		visibility: 'public',
		version: 1,
		at: value('at')
	})
);
