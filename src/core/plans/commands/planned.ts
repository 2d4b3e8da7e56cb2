import { and, eq, isNotNull } from 'drizzle-orm';
import type { Reader, Writer } from '#storage/storage.ts';
import { authorityById } from '../../authorities/queries.ts';
import { roleIn, type AccountActor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { DomainEvent } from '../../kernel/events.ts';
import { may } from '../../permissions/policy.ts';
import { quarterName, type PlanChangeKind, type Quarter } from '../model.ts';

/** Something planned, as it was looked at: another version there refuses `version_conflict`. */
export interface OnPlanned {
	id: string;
	version?: number | undefined;
	key?: string | undefined;
}

/** For officials of its authority; refuses `not_found`, `not_allowed`. */
export async function plannedRow(reader: Reader, account: AccountActor, id: string) {
	const { db, t } = reader;
	const [row] = await db
		.select()
		.from(t.plannedConsultations)
		.where(eq(t.plannedConsultations.id, id));
	if (!row) throw new Refusal('not_found');
	if (!may('plan.write', account, { authorityId: row.authorityId }))
		throw new Refusal('not_allowed');
	return { row, authority: await authorityById(reader, row.authorityId) };
}
type Planned = Awaited<ReturnType<typeof plannedRow>>['row'];

/** The same for a change of it; refuses besides `version_conflict`, and `not_now` once it was dropped or announced. */
export async function changeable(
	writer: Writer,
	account: AccountActor,
	{ id, version }: OnPlanned
): ReturnType<typeof plannedRow> {
	const found = await plannedRow(writer, account, id);
	const { row } = found;
	if (version !== undefined && row.version !== version)
		throw new Refusal('version_conflict', { version: row.version });
	if (row.droppedAt !== null || (await isAnnounced(writer, row))) throw new Refusal('not_now');
	return found;
}

async function isAnnounced({ db, t }: Reader, { consultationId }: Planned): Promise<boolean> {
	if (consultationId === null) return false;
	const { id, number } = t.consultations;
	return (await db.$count(t.consultations, and(eq(id, consultationId), isNotNull(number)))) > 0;
}

/** How it stood before stays readable. */
export async function keepChange(
	{ db, t, now }: Writer,
	{ id, version, year, quarter, title, why }: Planned,
	kind: PlanChangeKind,
	reason: string
): Promise<void> {
	const before = { version, year, quarter, title, why };
	await db.insert(t.planChanges).values({ plannedId: id, kind, reason, ...before, at: now() });
}

type PlanEvent = Extract<DomainEvent, { type: `plan.${string}` }>['type'];

/** It stands in the log with the authority: its plan is one thing, of many lines. */
export function tell(
	{ emit }: Writer,
	account: AccountActor,
	authorityId: string,
	type: PlanEvent,
	{ quarter, reason }: { quarter: Quarter; reason?: string }
): void {
	emit({
		type,
		topic: null,
		kind: 'authority',
		id: authorityId,
		version: 1,
		as: roleIn(account, authorityId),
		details: { quarter: quarterName(quarter) },
		...(reason !== undefined && { reason })
	});
}
