import { and, desc, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { authorityById, type Authority } from '../../authorities/queries.ts';
import { toldOf } from '../../follows/queries/told.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { addDays, daysBetween, dayOf, isDay } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
import { isTimeFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import {
	cancelReasonLimits,
	changeReasonLimits,
	daysAfterResuming,
	phaseOf,
	type ChangeKind,
	type ChangeRole
} from '../model.ts';
import { changeActions, changeRoleOf } from '../policy.ts';
import { announced, type Announced } from '../queries/page.ts';
import { scheduleOf, type Schedule } from '../terms.ts';

interface ChangeInput {
	/** Number of the consultation. */
	number: string;
	/** Read by everybody. */
	reason: string;
	key?: string | undefined;
}
type Rules = { holidaysAreWorkingDays: boolean };

/**
 * A later last day, before the present one is over (T9). Refuses `not_found`, `not_allowed`, `not_now`,
 * `invalid_input` (closesOn, reason).
 */
export function extendConsultation(
	store: Store,
	actor: Actor,
	input: ChangeInput & Rules & { closesOn: string }
): Promise<{ closesAt: number }> {
	return change(store, actor, input, 'extended', (context) => {
		const { fields, consultation } = context;
		const { closesOn } = input;
		if (!isDay(closesOn)) fields.wrong('closesOn', closesOn === '' ? 'required' : 'not_a_date');
		else if (closesOn <= consultation.content.closesOn) fields.wrong('closesOn', 'not_later');
		fields.refuseIfWrong();
		return { schedule: schedule(context, input, closesOn) };
	});
}

/** Forms close, the page stays, the clock stands still (T10). Refuses as `extendConsultation` does. */
export function suspendConsultation(
	store: Store,
	actor: Actor,
	input: ChangeInput
): Promise<{ closesAt: number }> {
	return change(store, actor, input, 'suspended', ({ writer }) => ({
		set: { status: 'suspended' as const, suspendedAt: writer.now() }
	}));
}

/**
 * The days that were left are given back, at least five (T11), by whoever stopped it: the authority or the
 * centre. Refuses as `extendConsultation` does.
 */
export function resumeConsultation(
	store: Store,
	actor: Actor,
	input: ChangeInput & Rules
): Promise<{ closesAt: number }> {
	return change(store, actor, input, 'resumed', async (context) => {
		const { writer, consultation, authority, role } = context;
		if ((await whoSuspended(writer, consultation.id)) !== role) throw new Refusal('not_allowed');
		const { opensAt, closesAt, suspendedAt } = consultation;
		const set = { status: 'published' as const, suspendedAt: null };
		const now = writer.now();
		// Not begun yet, and its day is still to come: nothing was lost.
		if (now < opensAt) return { set };
		const zone = authority.timeZone;
		const stoppedOn = dayOf(Math.max(opensAt, suspendedAt ?? now), zone);
		const left = Math.max(daysAfterResuming, daysBetween(stoppedOn, dayOf(closesAt - 1, zone)));
		const closesOn = addDays(dayOf(now, zone), left);
		const lastDay = consultation.content.closesOn;
		const opensNow = suspendedAt !== null && suspendedAt < opensAt;
		const moved = schedule(context, input, closesOn > lastDay ? closesOn : lastDay);
		return {
			set: { ...set, ...(opensNow && { opensAt: now }) },
			schedule: opensNow ? { ...moved, opensOn: dayOf(now, zone) } : moved
		};
	});
}

/**
 * Stops for good, never after the report: the page and all that was written stay (T12). Refuses as
 * `extendConsultation` does.
 */
export function cancelConsultation(
	store: Store,
	actor: Actor,
	input: ChangeInput & { document: string }
): Promise<{ closesAt: number }> {
	return change(store, actor, input, 'cancelled', ({ fields, writer, consultation }) => {
		fields.address('document', input.document);
		fields.refuseIfWrong();
		const { suspendedAt } = consultation;
		return {
			document: input.document,
			set: { status: 'cancelled' as const, cancelledAt: suspendedAt ?? writer.now() }
		};
	});
}

/** Says in public why the report is late; it stays late. Refuses as `extendConsultation` does. */
export function explainDelay(
	store: Store,
	actor: Actor,
	input: ChangeInput
): Promise<{ closesAt: number }> {
	return change(store, actor, input, 'delay_explained', () => ({}));
}

interface Context {
	writer: Writer;
	account: AccountActor;
	role: ChangeRole;
	consultation: Announced;
	authority: Authority;
	fields: ReturnType<typeof createFields>;
}
interface Effect {
	schedule?: Schedule;
	document?: string;
	set?: Partial<Pick<Announced, 'status' | 'suspendedAt' | 'cancelledAt' | 'opensAt'>>;
}

function change(
	store: Store,
	actor: Actor,
	{ key, ...input }: ChangeInput,
	kind: ChangeKind,
	effect: (context: Context) => Effect | Promise<Effect>
): Promise<{ closesAt: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: changeActions[kind], body: input }, async () => {
			const consultation = await announced(writer, input.number);
			const role = changeRoleOf(account, consultation, kind);
			if (role === null) throw new Refusal('not_allowed');
			const phase = phaseOf(consultation, writer.now());
			if (!isTimeFor(changeActions[kind], phase)) throw new Refusal('not_now');
			const authority = await authorityById(writer, consultation.authorityId);
			const fields = createFields();
			const limits = kind === 'cancelled' ? cancelReasonLimits : changeReasonLimits;
			const reason = fields.text('reason', input.reason, { ...limits, multiline: true });
			const found = await effect({ writer, account, role, consultation, authority, fields });
			fields.refuseIfWrong();
			const closesAt = await carryOut(writer, consultation, found);
			await remember(writer, consultation, { kind, reason, role, by: account, closesAt, found });
			return { closesAt };
		})
	);
}

async function carryOut(
	{ db, t, now }: Writer,
	{ id, content, closesAt, version }: Announced,
	{ schedule, set = {} }: Effect
): Promise<number> {
	await db
		.update(t.consultations)
		.set({
			...set,
			...(schedule && {
				closesAt: schedule.closesAt,
				reportDueAt: schedule.reportDueAt,
				content: {
					...content,
					opensOn: schedule.opensOn,
					closesOn: schedule.closesOn,
					lateIntakeUntil: schedule.lateIntakeUntil
				}
			}),
			version: version + 1,
			revisedAt: now()
		})
		.where(eq(t.consultations.id, id));
	if (schedule)
		await db
			.update(t.consultationAreas)
			.set({ closesAt: schedule.closesAt })
			.where(eq(t.consultationAreas.consultationId, id));
	return schedule?.closesAt ?? closesAt;
}

interface Remembered {
	kind: ChangeKind;
	reason: string;
	role: ChangeRole;
	by: AccountActor;
	closesAt: number;
	found: Effect;
}

async function remember(
	writer: Writer,
	consultation: Announced,
	{ kind, reason, role, by, closesAt, found }: Remembered
): Promise<void> {
	const { db, t, now, emit } = writer;
	const id = newId(now());
	await db.insert(t.changes).values({
		id,
		consultationId: consultation.id,
		kind,
		reason,
		document: found.document ?? null,
		closedAt: found.schedule ? consultation.closesAt : null,
		closesAt: found.schedule ? closesAt : null,
		by: by.id,
		role,
		at: now()
	});
	if (kind !== 'delay_explained')
		await notify(writer, await toldOf(writer, consultation), {
			kind: kind === 'cancelled' ? 'cancelled' : 'dates_changed',
			consultationId: consultation.id,
			objectId: id
		});
	emit({
		type: `consultation.${kind}`,
		topic: topicOfConsultation(consultation.number),
		kind: 'consultation',
		id: consultation.id,
		version: consultation.version + 1,
		as: roleIn(by, role === 'official' ? consultation.authorityId : consultation.hostCentreId),
		reason
	});
}

async function whoSuspended(
	{ db, t }: Writer,
	consultationId: string
): Promise<ChangeRole | undefined> {
	const [row] = await db
		.select({ role: t.changes.role })
		.from(t.changes)
		.where(and(eq(t.changes.consultationId, consultationId), eq(t.changes.kind, 'suspended')))
		.orderBy(desc(t.changes.at))
		.limit(1);
	return row?.role;
}

function schedule({ consultation, authority }: Context, rules: Rules, closesOn: string): Schedule {
	const { profile, content } = consultation;
	const { timeZone, country, localRule } = authority;
	const { holidaysAreWorkingDays } = rules;
	return scheduleOf({
		opensOn: content.opensOn,
		closesOn,
		timeZone,
		country,
		localRule,
		profile,
		holidaysAreWorkingDays
	});
}
