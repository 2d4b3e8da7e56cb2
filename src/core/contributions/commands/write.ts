import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf } from '../../consultations/model.ts';
import { announced, type Announced } from '../../consultations/queries/page.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { isTimeFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { contributionKinds, displays, textLimits } from '../model.ts';
import { mayContribute, maySpeakFor } from '../policy.ts';
import { receiptCode } from '../receipts.ts';
import { registerContribution, type Entry, type Registered } from './register.ts';

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

/**
 * Registers and publishes a contribution. Refuses `not_signed_in`, `not_found`, `not_eligible`,
 * `consultation_not_open`, `invalid_input`, `idempotency_mismatch`.
 */
export async function writeContribution(
	store: Store,
	actor: Actor,
	input: WriteContribution
): Promise<Registered & { receipt: { number: string; code: string } }> {
	const account = signedIn(actor);
	const { key, ...body } = input;
	const written = await store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.write', body }, async () => {
			const consultation = await announced(writer, input.number);
			const entry = checked(consultation, account, input, writer.now());
			return registerContribution(writer, consultation, entry);
		})
	);
	const code = receiptCode(store.keys, written.number);
	return { ...written, receipt: { number: written.number, code } };
}

/**
 * What the command would refuse in an input, without sending it: for "check before sending". A visitor says who they are
 * last, so that only the words and the time are looked at.
 */
export async function checkContribution(
	store: Store,
	actor: Actor,
	input: WriteContribution
): Promise<void> {
	await store.read(async (reader) => {
		const consultation = await announced(reader, input.number);
		if (actor.kind === 'visitor') wordsOf(consultation, input, reader.now());
		else checked(consultation, signedIn(actor), input, reader.now());
	});
}

function checked(
	consultation: Announced,
	account: AccountActor,
	input: WriteContribution,
	now: number
): Entry {
	if (!mayContribute(account)) throw new Refusal('not_eligible');
	if (input.organisationId && !maySpeakFor(account, input.organisationId))
		throw new Refusal('not_eligible');
	return {
		...wordsOf(consultation, input, now),
		accountId: account.id,
		organisationId: input.organisationId ?? null,
		authorName: account.name,
		areaId: account.areaId,
		tier: tierOf(account, input.organisationId),
		channel: 'online',
		language: input.language ?? account.language
	};
}

/** What is the same whoever writes. */
function wordsOf(
	consultation: Announced,
	input: WriteContribution,
	now: number
): Pick<Entry, 'kind' | 'text' | 'display' | 'paragraphId'> {
	if (!isTimeFor('contribution.write', phaseOf(consultation, now)))
		throw new Refusal('consultation_not_open');
	const fields = createFields();
	const kind = fields.oneOf('kind', input.kind, contributionKinds);
	const text = fields.text('text', input.text, { ...textLimits, multiline: true });
	const allowed = displays.filter((one) => consultation.profile.displayChoices.includes(one));
	const display = fields.oneOf('display', input.display, allowed);
	if (kind === 'remark' && !input.paragraphId) fields.wrong('paragraphId', 'required');
	fields.refuseIfWrong();
	return { kind, text, display, paragraphId: kind === 'remark' ? input.paragraphId! : null };
}

/** As what somebody speaks; the three are never added (requirements §5.4). */
export const tierOf = (account: AccountActor, organisationId: string | undefined) =>
	organisationId ? 'organisation' : account.personId === null ? 'declared' : 'verified';
