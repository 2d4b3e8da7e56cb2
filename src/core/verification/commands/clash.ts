import { and, eq, isNull } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { centreById } from '../../centres/queries.ts';
import type { AccountActor, Actor, ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { notify } from '../../notifications/commands.ts';
import { once } from '../../register/commands.ts';
import { clashNoteLimits, clashOutcomes } from '../model.ts';
import { clashStanding } from '../policy.ts';
import { coordinatorsOf, pathIn, writeTo } from '../tell.ts';
import type { Person } from './fingerprints.ts';

/** Somebody with the same data is verified already: that is all that is told, and where. */
export interface Clash {
	outcome: 'clash';
	centreId: string;
}

interface Found {
	person: Person;
	accountId: string | null;
	centreId: string;
	as: ScopedRole;
}

/** Tells the coordinators of both centres, once for the same two. */
export async function reportClash(
	writer: Writer,
	consultant: AccountActor,
	{ person, accountId, centreId, as }: Found
): Promise<Clash> {
	const { db, t, now, emit } = writer;
	emit({
		type: 'clash.found',
		topic: null,
		kind: 'person',
		id: person.id,
		version: 1,
		as,
		about: accountId
	});
	const [waiting] = await db
		.select({ id: t.clashes.id })
		.from(t.clashes)
		.where(
			and(
				eq(t.clashes.personId, person.id),
				eq(t.clashes.secondCentreId, centreId),
				accountId === null ? isNull(t.clashes.accountId) : eq(t.clashes.accountId, accountId),
				isNull(t.clashes.outcome)
			)
		);
	if (!waiting) {
		const id = newId(now());
		await db.insert(t.clashes).values({
			id,
			personId: person.id,
			firstCentreId: person.centreId,
			secondCentreId: centreId,
			accountId,
			consultantId: consultant.id,
			at: now()
		});
		await tellBoth(writer, id, [person.centreId, centreId], accountId);
	}
	return { outcome: 'clash', centreId: person.centreId };
}

/** Each centre is told of the other one. */
async function tellBoth(
	writer: Writer,
	id: string,
	[first, second]: [string, string],
	accountId: string | null
): Promise<void> {
	for (const [here, there] of [
		...new Map([
			[first, second],
			[second, first]
		])
	]) {
		const told = (await coordinatorsOf(writer, here)).filter((one) => one !== accountId);
		const { name } = await centreById(writer, there);
		await notify(writer, told, { kind: 'verification_clash', objectId: id });
		await writeTo(writer, told, 'verification_clash', (lang) => ({
			link: pathIn(lang, `/desk/clashes/${id}`),
			centre: name[lang]
		}));
	}
}

export interface SettleClash {
	id: string;
	outcome: string;
	/** Read by both centres. */
	note: string;
	key?: string | undefined;
}

/**
 * What one of the two coordinators found out, in accord with the other: it is the same person, another one of the same
 * data, or the first centre made a mistake. Refuses `not_found`, `not_allowed`, `already_settled`, `invalid_input`.
 */
export async function settleClash(
	store: Store,
	actor: Actor,
	{ key, ...input }: SettleClash
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'clash.settle', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const [clash] = await db.select().from(t.clashes).where(eq(t.clashes.id, input.id));
			if (!clash) throw new Refusal('not_found');
			const standing = clashStanding(account, clash);
			if (!standing) throw new Refusal('not_allowed');
			if (clash.outcome !== null) throw new Refusal('already_settled');
			const fields = createFields();
			const outcome = fields.oneOf('outcome', input.outcome, clashOutcomes);
			const note = fields.text('note', input.note, { ...clashNoteLimits, multiline: true });
			fields.refuseIfWrong();
			await db
				.update(t.clashes)
				.set({ outcome, note, settledBy: account.id, settledAt: now() })
				.where(eq(t.clashes.id, clash.id));
			emit({
				type: 'clash.settled',
				topic: null,
				kind: 'person',
				id: clash.personId,
				version: 1,
				as: standing.role,
				about: clash.accountId,
				details: { outcome }
			});
			return { id: clash.id };
		})
	);
}
