import { eq } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { AccountActor, Actor, ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { dayOf, isDay } from '../../kernel/time.ts';
import { standingFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { documentKinds, postLimits, reasonLimits, type Evidence } from '../model.ts';
import { afterSomebodyLeft, endRepresentation, representativesOf } from './representatives.ts';
import { tellOfDecision } from './tell.ts';

type WithKey<Input> = Input & { key?: string | undefined };

/**
 * A coordinator has seen who the organisation is and who may speak for it; from now on it speaks. Refuses
 * `not_found`, `already_settled`, `invalid_input` (kinds, on, signedBy).
 */
export function verifyOrganisation(
	store: Store,
	actor: Actor,
	input: WithKey<{ id: string; kinds: string[]; on: string; signedBy: string }>
): Promise<null> {
	return settle(store, actor, input, 'verified', ({ now }, { id: checkedBy }) => ({
		set: { evidence: evidenceOf(input, now()), checkedBy, checkedAt: now() },
		reason: ''
	}));
}

/** Refuses `not_found`, `already_settled`, `invalid_input` (reason). */
export function refuseOrganisation(
	store: Store,
	actor: Actor,
	input: WithKey<{ id: string; reason: string }>
): Promise<null> {
	return settle(store, actor, input, 'refused', ({ now }, { id: checkedBy }) => {
		const reason = reasonOf(input.reason);
		return { set: { refusal: reason, checkedBy, checkedAt: now() }, reason };
	});
}

/** Nobody speaks for it any more; what it said stays. Refuses `not_found`, `already_settled`, `invalid_input`. */
export function endOrganisation(
	store: Store,
	actor: Actor,
	input: WithKey<{ id: string; reason: string }>
): Promise<null> {
	return settle(store, actor, input, 'ended', ({ now }) => {
		const reason = reasonOf(input.reason);
		return { set: { refusal: reason, endedAt: now() }, reason };
	});
}

/** From which state a decision leads to the one that it is named after. */
const settledFrom = { verified: 'pending', refused: 'pending', ended: 'verified' } as const;
type Outcome = keyof typeof settledFrom;

/** One decision about an organisation, with what it writes down and the reason that those concerned are told. */
function settle(
	store: Store,
	actor: Actor,
	{ key, ...input }: WithKey<{ id: string }>,
	outcome: Outcome,
	decision: (
		writer: Writer,
		account: AccountActor
	) => { set: Partial<Tables['organisations']['$inferInsert']>; reason: string }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'organisation.check', body: input }, async () => {
			const { organisation, as } = await toCheck(writer, account, input.id);
			if (organisation.status !== settledFrom[outcome]) throw new Refusal('already_settled');
			const { set, reason } = decision(writer, account);
			const { db, t } = writer;
			await db
				.update(t.organisations)
				.set({ ...set, status: outcome })
				.where(eq(t.organisations.id, organisation.id));
			await told(writer, organisation, { outcome, reason, as });
			return null;
		})
	);
}

/** Takes one representative out, as nobody of the organisation may. Refuses `not_found`, `invalid_input` (reason). */
export async function removeRepresentative(
	store: Store,
	actor: Actor,
	{ key, ...input }: WithKey<{ id: string; accountId: string; reason: string }>
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'organisation.check', body: input }, async () => {
			const { organisation, as } = await toCheck(writer, account, input.id);
			const reason = reasonOf(input.reason);
			const { accountId } = input;
			const organisationId = organisation.id;
			await endRepresentation(writer, { organisationId, accountId, endedBy: account.id, reason });
			writer.emit({
				type: 'representative.left',
				topic: null,
				kind: 'organisation',
				id: organisationId,
				version: 1,
				as,
				about: accountId,
				reason
			});
			await tellOfDecision(writer, organisation, [accountId], { outcome: 'removed', reason });
			await afterSomebodyLeft(writer, organisationId);
			return null;
		})
	);
}

type Organisation = Awaited<ReturnType<typeof toCheck>>['organisation'];

/** An organisation that the actor may decide about, and as what; that others exist is told to nobody. */
async function toCheck(writer: Writer, account: AccountActor, id: string) {
	const { db, t } = writer;
	const [organisation] = await db.select().from(t.organisations).where(eq(t.organisations.id, id));
	if (!organisation) throw new Refusal('not_found');
	const { centreId, registeredBy } = organisation;
	const own = await representativesOf(writer, id);
	const standing = standingFor('organisation.check', account, {
		...(centreId !== null && { centreId }),
		accountId: own.includes(account.id) ? account.id : registeredBy
	});
	if (!standing) throw new Refusal('not_found');
	return { organisation, as: standing.role };
}

async function told(
	writer: Writer,
	organisation: Organisation,
	decided: { outcome: Outcome; reason: string; as: ScopedRole | null }
): Promise<void> {
	const { outcome, reason, as } = decided;
	writer.emit({
		type: `organisation.${outcome}`,
		topic: null,
		kind: 'organisation',
		id: organisation.id,
		version: 1,
		as,
		about: organisation.registeredBy,
		...(reason !== '' && { reason })
	});
	const all = await representativesOf(writer, organisation.id);
	await tellOfDecision(writer, organisation, all, { outcome, reason });
}

function evidenceOf(
	input: { kinds: string[]; on: string; signedBy: string },
	now: number
): Evidence {
	const fields = createFields();
	const kinds = documentKinds.filter((kind) => input.kinds.includes(kind));
	if (kinds.length === 0) fields.wrong('kinds', 'required');
	const { on } = input;
	if (!isDay(on)) fields.wrong('on', on === '' ? 'required' : 'not_a_date');
	else if (on > dayOf(now, 'Europe/Kyiv')) fields.wrong('on', 'in_future');
	const signedBy = fields.text('signedBy', input.signedBy, postLimits);
	fields.refuseIfWrong();
	return { kinds, on, signedBy };
}

function reasonOf(typed: string): string {
	const fields: Fields = createFields();
	const reason = fields.text('reason', typed, { ...reasonLimits, multiline: true });
	fields.refuseIfWrong();
	return reason;
}
