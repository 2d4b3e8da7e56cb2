import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { issueCard } from '../../accounts/commands/card.ts';
import { createAccount } from '../../accounts/commands/create.ts';
import { centreById } from '../../centres/queries.ts';
import type { AccountActor, Actor, ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import type { Lang, Trilingual } from '../../kernel/text.ts';
import { addMonths } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
import { require, standingFor } from '../../permissions/policy.ts';
import { joinBallots } from '../../polls/commands/join.ts';
import { consentWordings } from '../../privacy/model.ts';
import { once } from '../../register/commands.ts';
import { isInForce, verifiedForMonths } from '../model.ts';
import { centreDay, writeTo } from '../tell.ts';
import { reportClash, type Clash } from './clash.ts';
import { keepFingerprints, personBehind, type Person } from './fingerprints.ts';
import { checkInput, type CheckedInput, type VerificationInput } from './input.ts';
import { dayOfConsultant } from './limits.ts';
import { targetOf, type Target } from './target.ts';

export interface VerifyPerson extends VerificationInput {
	/** Of the consultant's centres the one in which it is done. */
	centreId: string;
	key?: string | undefined;
}

interface Verified {
	outcome: 'verified';
	accountId: string;
	/** The same person as before, for two more years. */
	renewed: boolean;
	until: number;
	/** The one-time code of a card that was made, sealed. */
	card: string | null;
}

export type VerificationResult =
	| { outcome: 'clash'; centre: { name: Trilingual; phone: string } }
	| (Omit<Verified, 'accountId'> & { login: string; name: string; language: Lang });

/**
 * A centre has seen somebody in person (requirements §5.2): the account becomes that of a verified person for two
 * years, and whoever has none gets one with a login card. What was typed for the duplicate check is made into digests
 * and dropped. A clash changes nothing, and goes to the coordinators of both centres. Refuses `not_allowed`, also for
 * oneself, `invalid_input`, `account_suspended`, `daily_limit`, `already_verified` with other data.
 */
export async function verifyPerson(
	store: Store,
	actor: Actor,
	{ key, ...input }: VerifyPerson
): Promise<VerificationResult> {
	const account = signedIn(actor);
	const { centreId, login, areaId, evidence, name } = input;
	require('person.verify', account, { centreId });
	const outcome = await store.write(account, (writer) =>
		// Of what is only made into digests nothing is kept, not even as one of another kind.
		once(
			writer,
			account,
			{ key, action: 'person.verify', body: { centreId, login, areaId, evidence, name } },
			() => verify(writer, account, input)
		)
	);
	if (outcome.outcome === 'clash') {
		const { name, phone } = await centreById(store, outcome.centreId);
		return { outcome: 'clash', centre: { name, phone } };
	}
	const { accountId, card, ...verified } = outcome;
	const { db, t, keys } = store;
	const [row] = await db.select().from(t.accounts).where(eq(t.accounts.id, accountId));
	return {
		...verified,
		login: row!.login,
		name: row!.name,
		language: row!.language,
		card: card && keys.open(card, `card of ${accountId}`)
	};
}

async function verify(
	writer: Writer,
	account: AccountActor,
	input: Omit<VerifyPerson, 'key'>
): Promise<Verified | Clash> {
	const { centreId } = input;
	const { done, limit } = await dayOfConsultant(writer, { consultantId: account.id, centreId });
	if (done >= limit) throw new Refusal('daily_limit');
	const fields = createFields();
	const target = input.login === '' ? null : await targetOf(writer, account, input, fields);
	const checked = await checkInput(writer, fields, { ...input, login: target?.login ?? '' });
	const current = await personOf(writer, target);
	const behind = await personBehind(writer, checked.data, { target, centreId, current });
	const as = standingFor('person.verify', account, { centreId })!.role!;
	if (behind.clashesWith)
		return reportClash(writer, account, {
			person: behind.clashesWith,
			accountId: target?.id ?? null,
			centreId,
			as
		});
	if (current && isInForce(current, writer.now()) && behind.person?.id !== current.id)
		throw new Refusal('already_verified');
	return confirm(writer, { account, as, centreId, target, current, checked, behind });
}

async function personOf({ db, t }: Writer, target: Target | null): Promise<Person | null> {
	if (!target?.personId) return null;
	const [row] = await db.select().from(t.persons).where(eq(t.persons.id, target.personId));
	return row ?? null;
}

interface Confirmed {
	account: AccountActor;
	as: ScopedRole;
	centreId: string;
	target: Target | null;
	current: Person | null;
	checked: CheckedInput;
	behind: Awaited<ReturnType<typeof personBehind>>;
}

async function confirm(
	writer: Writer,
	{ account, as, centreId, target, current, checked, behind }: Confirmed
): Promise<Verified> {
	const { db, t, keys, now, emit } = writer;
	const { area, evidence, adult, name, language } = checked;
	const known = behind.person ?? current;
	const personId = known?.id ?? newId(now());
	const until = addMonths(now(), verifiedForMonths);
	const seen = {
		areaId: area.id,
		evidence,
		adult,
		centreId,
		verifiedBy: account.id,
		verifiedAt: now(),
		expiresAt: until,
		revokedAt: null
	};
	if (known) await db.update(t.persons).set(seen).where(eq(t.persons.id, personId));
	else await db.insert(t.persons).values({ id: personId, ...seen });
	await keepFingerprints(writer, personId, behind.digests);
	// A person has one account: another one, of a verification that is over, is only declared from now on.
	await db.update(t.accounts).set({ personId: null }).where(eq(t.accounts.personId, personId));
	const { id: accountId, login } =
		target ?? (await createAccount(writer, { name, areaId: area.id, language }));
	await db
		.update(t.accounts)
		.set({ personId, areaId: area.id })
		.where(eq(t.accounts.id, accountId));
	await behind.settledFor?.(accountId);
	await db.insert(t.consents).values({
		id: newId(now()),
		accountId,
		kind: 'verification',
		wording: consentWordings.verification,
		centreId,
		givenAt: now()
	});
	emit({
		type: 'person.verified',
		topic: null,
		kind: 'person',
		id: personId,
		version: 1,
		as,
		about: accountId
	});
	const card = target ? null : await cardFor(writer, { id: accountId, login, as });
	await joinBallots(writer, {
		accountId,
		personId,
		formerPersonId: current?.id ?? null,
		areaPath: area.path
	});
	await tell(writer, { accountId, personId, centreId, until });
	const renewed = known !== null && known.id === current?.id;
	return {
		outcome: 'verified',
		accountId,
		renewed,
		until,
		card: card && keys.seal(card, `card of ${accountId}`)
	};
}

/** The code of a new login card, with its entry in the log. */
export async function cardFor(
	writer: Writer,
	{ id, login, as }: { id: string; login: string; as: ScopedRole }
): Promise<string> {
	const code = await issueCard(writer, { id, login });
	writer.emit({
		type: 'card.issued',
		topic: null,
		kind: 'account',
		id,
		version: 1,
		as,
		about: id
	});
	return code;
}

async function tell(
	writer: Writer,
	given: { accountId: string; personId: string; centreId: string; until: number }
): Promise<void> {
	const { accountId, personId, centreId, until } = given;
	const { name } = await centreById(writer, centreId);
	await notify(writer, [accountId], { kind: 'verified', objectId: personId });
	await writeTo(writer, [accountId], 'verified', (lang) => ({
		centre: name[lang],
		until: centreDay(until)
	}));
}
