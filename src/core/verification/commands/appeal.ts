import { and, desc, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { centreById } from '../../centres/queries.ts';
import type { Actor, ScopedRole } from '../../kernel/actor.ts';
import { addWorkingDays } from '../../kernel/calendar.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { endOfDay } from '../../kernel/time.ts';
import { drawLot } from '../../moderation/commands/lot.ts';
import { notify } from '../../notifications/commands.ts';
import { joinBallots } from '../../polls/commands/join.ts';
import { once } from '../../register/commands.ts';
import {
	appealTextLimits,
	appealWorkingDays,
	revocationOutcomes,
	revocationReasonLimits,
	type RevocationOutcome
} from '../model.ts';
import { revocationStanding } from '../policy.ts';
import { centreZone } from '../../centres/hours.ts';
import { centreDay, coordinatorsOf, writeTo } from '../tell.ts';

export interface AppealRevocation {
	id: string;
	text: string;
	key?: string | undefined;
}

/**
 * Whoever lost a verification appeals, once and within six months: a coordinator of a centre in another raion decides,
 * drawn by lot (requirements §4.5). Refuses `not_found`, `already_appealed`, `appeal_too_late`, `not_now` when it was
 * verified anew, `no_other_centre`, `invalid_input`.
 */
export async function appealRevocation(
	store: Store,
	actor: Actor,
	{ key, ...input }: AppealRevocation
): Promise<{ dueAt: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'revocation.appeal', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const revocation = await revocationById(writer, input.id);
			// Of those of others nobody learns that they are there.
			if (revocation.accountId !== account.id || revocation.revokedBy === account.id)
				throw new Refusal('not_found');
			if (revocation.appealedAt !== null) throw new Refusal('already_appealed');
			if (now() > revocation.appealUntil) throw new Refusal('appeal_too_late');
			if (!(await stillHolds(writer, revocation))) throw new Refusal('not_now');
			const fields = createFields();
			const text = fields.text('text', input.text, { ...appealTextLimits, multiline: true });
			fields.refuseIfWrong();
			const centre = await drawFor(writer, revocation);
			const dueAt = dueDay(now());
			await db
				.update(t.revocations)
				.set({ appealText: text, appealedAt: now(), appealCentreId: centre.id, dueAt })
				.where(eq(t.revocations.id, revocation.id));
			const told = await coordinatorsOf(writer, centre.id);
			await notify(
				writer,
				told.filter((id) => id !== account.id),
				{ kind: 'appeal_received', objectId: revocation.id }
			);
			emit({
				type: 'revocation.appealed',
				topic: null,
				kind: 'person',
				id: revocation.personId,
				version: 1,
				about: account.id
			});
			return { dueAt };
		})
	);
}

export interface DecideRevocation {
	id: string;
	outcome: string;
	/** Read by the person. */
	reason: string;
	key?: string | undefined;
}

/**
 * The coordinator who was drawn upholds it, or gives the verification back, with reasons. Refuses `not_found`,
 * `not_allowed`, `already_decided`, `invalid_input`.
 */
export async function decideRevocation(
	store: Store,
	actor: Actor,
	{ key, ...input }: DecideRevocation
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'revocation.decide', body: input }, async () => {
			const revocation = await revocationById(writer, input.id);
			const standing = revocationStanding(account, revocation);
			if (!standing) throw new Refusal('not_allowed');
			if (revocation.outcome !== null) throw new Refusal('already_decided');
			const fields = createFields();
			const outcome = fields.oneOf('outcome', input.outcome, revocationOutcomes);
			const reason = fields.text('reason', input.reason, {
				...revocationReasonLimits,
				multiline: true
			});
			fields.refuseIfWrong();
			const decision = { outcome, outcomeReason: reason, decidedBy: account.id };
			await settle(writer, revocation, { ...decision, as: standing.role });
			return { id: revocation.id };
		})
	);
}

/** Silence gives the verification back: appeals whose term is over. Answers how many. */
export async function restoreSilent(writer: Writer): Promise<number> {
	const { db, t, now } = writer;
	const overdue = await db
		.select()
		.from(t.revocations)
		.where(
			and(
				isNotNull(t.revocations.appealedAt),
				isNull(t.revocations.outcome),
				lte(t.revocations.dueAt, now())
			)
		);
	for (const revocation of overdue)
		await settle(writer, revocation, {
			outcome: 'restored',
			outcomeReason: null,
			decidedBy: null,
			as: null
		});
	return overdue.length;
}

type Revocation = Awaited<ReturnType<typeof revocationById>>;

/** Refuses `not_found`. */
async function revocationById({ db, t }: Writer, id: string) {
	const [row] = await db.select().from(t.revocations).where(eq(t.revocations.id, id));
	if (!row) throw new Refusal('not_found');
	return row;
}

/** Whether nothing has happened to the person since. */
async function stillHolds({ db, t }: Writer, { personId, at }: Revocation): Promise<boolean> {
	const [person] = await db.select().from(t.persons).where(eq(t.persons.id, personId));
	return person?.revokedAt === at;
}

interface Settlement {
	outcome: RevocationOutcome;
	/** Null where silence decided. */
	outcomeReason: string | null;
	decidedBy: string | null;
	as: ScopedRole | null;
}

async function settle(
	writer: Writer,
	revocation: Revocation,
	{ as, ...decision }: Settlement
): Promise<void> {
	const { db, t, now, emit } = writer;
	const { id, personId, accountId, centreId } = revocation;
	await db
		.update(t.revocations)
		.set({ ...decision, decidedAt: now() })
		.where(eq(t.revocations.id, id));
	emit({
		type: 'revocation.decided',
		topic: null,
		kind: 'person',
		id: personId,
		version: 1,
		as,
		about: accountId,
		details: { outcome: decision.outcome }
	});
	await notify(writer, [accountId], { kind: 'revocation_decided', objectId: id });
	if (decision.outcome === 'upheld' || !(await stillHolds(writer, revocation))) return;
	const [person] = await db
		.update(t.persons)
		.set({ revokedAt: null })
		.where(eq(t.persons.id, personId))
		.returning();
	const { expiresAt, areaId } = person!;
	const [area] = await db.select().from(t.areas).where(eq(t.areas.id, areaId));
	await joinBallots(writer, { accountId, personId, areaPath: area!.path });
	const { name } = await centreById(writer, centreId);
	await writeTo(writer, [accountId], 'verified', (lang) => ({
		centre: name[lang],
		until: centreDay(expiresAt)
	}));
}

async function drawFor(writer: Writer, { centreId, accountId, revokedBy }: Revocation) {
	const { db, t } = writer;
	const { raionId } = await centreById(writer, centreId);
	const [last] = await db
		.select({ centreId: t.revocations.appealCentreId })
		.from(t.revocations)
		.where(and(eq(t.revocations.centreId, centreId), isNotNull(t.revocations.appealedAt)))
		.orderBy(desc(t.revocations.appealedAt))
		.limit(1);
	return drawLot(writer, {
		raionId,
		without: [accountId, revokedBy],
		last: last?.centreId ?? undefined
	});
}

function dueDay(now: number): number {
	const options = { holidaysAreWorkingDays: true };
	const last = addWorkingDays(centreDay(now), appealWorkingDays, 'UA', options);
	return endOfDay(last, centreZone);
}
