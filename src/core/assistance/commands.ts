import { eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import { isResidence } from '../areas/model.ts';
import { authorityById } from '../authorities/queries.ts';
import { registerContribution, type Registered } from '../contributions/commands/register.ts';
import { contributionKinds, displays, textLimits } from '../contributions/model.ts';
import { receiptCode } from '../contributions/receipts.ts';
import { phaseOf } from '../consultations/model.ts';
import { announced, type Announced } from '../consultations/queries/page.ts';
import { takesPaper } from '../consultations/terms.ts';
import { roleIn, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { createFields, type Fields } from '../kernel/fields.ts';
import type { Lang } from '../kernel/text.ts';
import { dayOf, isDay } from '../kernel/time.ts';
import { isTimeFor, may } from '../permissions/policy.ts';
import { once } from '../register/commands.ts';
import { assistedChannels, serialChannels, serialPattern, transcriptions } from './model.ts';

export interface EnterContribution {
	/** Number of the consultation. */
	number: string;
	channel: string;
	kind: string;
	text: string;
	paragraphId?: string | undefined;
	/** The person's name as on the form; may stay empty where the profile takes opinions without one. */
	name: string;
	/** The settlement in which the person lives. */
	areaId: string;
	display: string;
	/** The day on which the centre received it: `2026-12-14`. */
	receivedOn: string;
	/** Of the paper form. */
	formSerial?: string | undefined;
	transcription: string;
	language?: Lang | undefined;
	note?: string | undefined;
	key?: string | undefined;
}

/**
 * Enters what a centre received on paper or by voice, also after closing when it was received in time
 * (T14, R-45). Refuses `not_found`, `not_allowed`, `consultation_not_open`, `received_too_late`, `serial_taken`,
 * `invalid_input`.
 */
export async function enterContribution(
	store: Store,
	actor: Actor,
	{ key, ...input }: EnterContribution
): Promise<Registered & { receipt: { number: string; code: string } }> {
	const account = signedIn(actor);
	const entered = await store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.enter', body: input }, async () => {
			const { db, t, now } = writer;
			const consultation = await announced(writer, input.number);
			const { hostCentreId } = consultation;
			if (!may('contribution.enter', account, { centreId: hostCentreId }))
				throw new Refusal('not_allowed');
			const entry = await checked(writer, consultation, input);
			const { channel, formSerial, transcription, note, ...contribution } = entry;
			const registered = await registerContribution(
				writer,
				consultation,
				{
					...contribution,
					channel,
					accountId: null,
					organisationId: null,
					tier: 'declared'
				},
				roleIn(account, hostCentreId)
			);
			const [added] = await db
				.insert(t.assistedEntries)
				.values({
					contributionId: registered.id,
					centreId: hostCentreId,
					channel,
					formSerial,
					receivedOn: input.receivedOn,
					enteredBy: account.id,
					enteredAt: now(),
					transcription,
					note
				})
				.onConflictDoNothing()
				.returning({ id: t.assistedEntries.contributionId });
			if (!added) throw new Refusal('serial_taken');
			return registered;
		})
	);
	const code = receiptCode(store.keys, entered.number);
	return { ...entered, receipt: { number: entered.number, code } };
}

/** What the command would refuse in an entry, without entering it: for "check before sending". */
export async function checkEntry(
	store: Store,
	actor: Actor,
	input: EnterContribution
): Promise<void> {
	const account = signedIn(actor);
	await store.read(async (reader) => {
		const consultation = await announced(reader, input.number);
		if (!may('contribution.enter', account, { centreId: consultation.hostCentreId }))
			throw new Refusal('not_allowed');
		await checked(reader, consultation, input);
	});
}

/** Refuses `consultation_not_open`, and `received_too_late` for a day that is right otherwise. */
async function checkReceived(
	reader: Reader,
	fields: Fields,
	{ consultation, receivedOn }: { consultation: Announced; receivedOn: string }
): Promise<void> {
	if (!isTimeFor('contribution.enter', phaseOf(consultation, reader.now())))
		throw new Refusal('consultation_not_open');
	const { timeZone } = await authorityById(reader, consultation.authorityId);
	const today = dayOf(reader.now(), timeZone);
	if (!isDay(receivedOn) || receivedOn > today)
		return fields.wrong('receivedOn', receivedOn === '' ? 'required' : 'not_a_date');
	if (!takesPaper(consultation.content, { receivedOn, enteredOn: today }))
		throw new Refusal('received_too_late');
}

async function checked(reader: Reader, consultation: Announced, input: EnterContribution) {
	const { db, t } = reader;
	const { profile } = consultation;
	const fields = createFields();
	await checkReceived(reader, fields, { consultation, receivedOn: input.receivedOn });
	const channel = fields.oneOf('channel', input.channel, assistedChannels);
	const kind = fields.oneOf('kind', input.kind, contributionKinds);
	const text = fields.text('text', input.text, { ...textLimits, multiline: true });
	if (kind === 'remark' && !input.paragraphId) fields.wrong('paragraphId', 'required');
	// An opinion without a name is taken where the rules take it.
	const nameless =
		input.name.trim() === '' &&
		(profile.anonymous === 'accept' ||
			(profile.anonymous === 'opinion_only' && kind === 'opinion'));
	const authorName = nameless ? '' : fields.name('name', input.name);
	const allowed = displays.filter((one) => profile.displayChoices.includes(one));
	const display = nameless ? 'resident' : fields.oneOf('display', input.display, allowed);
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, input.areaId));
	if (!area || !isResidence(area.kind)) fields.wrong('areaId', 'unknown_place');
	const serial = (input.formSerial ?? '').trim().toUpperCase();
	if (serialChannels.includes(channel)) {
		if (serial === '') fields.wrong('formSerial', 'required');
		else if (!serialPattern.test(serial)) fields.wrong('formSerial', 'bad_characters');
	}
	const transcription = fields.oneOf('transcription', input.transcription, transcriptions);
	const note = fields.text('note', input.note ?? '', { max: 500, multiline: true, optional: true });
	fields.refuseIfWrong();
	return {
		channel,
		kind,
		text,
		paragraphId: kind === 'remark' ? input.paragraphId! : null,
		authorName,
		display,
		areaId: input.areaId,
		formSerial: serialChannels.includes(channel) ? serial : null,
		transcription,
		language: input.language ?? ('uk' as const),
		note
	};
}
