import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Role, ScopedRole } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';

type Wanted = Pick<ScopedRole, 'role' | 'scopeId'>;

const staff: Role[] = ['consultant', 'coordinator'];

/**
 * Nobody is official of an authority and staff of a centre that hosts its consultations (requirements §3). Refuses
 * `role_held`, `conflict_of_roles`.
 */
export async function refuseConflictingRole(
	reader: Reader,
	accountId: string,
	{ role, scopeId }: Wanted
): Promise<void> {
	const { db, t } = reader;
	const held = await db.select().from(t.roles).where(eq(t.roles.accountId, accountId));
	if (held.some((one) => one.role === role && one.scopeId === scopeId))
		throw new Refusal('role_held');
	const scopesAs = (...roles: Role[]) =>
		held.filter((one) => roles.includes(one.role)).map((one) => one.scopeId);
	const clash =
		role === 'official'
			? await areHosts(reader, [scopeId], scopesAs(...staff))
			: staff.includes(role) && (await areHosts(reader, scopesAs('official'), [scopeId]));
	if (clash) throw new Refusal('conflict_of_roles');
}

/** The same, asked when an authority gets another centre as its host. Refuses `conflict_of_roles`. */
export async function refuseConflictingHost(
	{ db, t }: Reader,
	authorityId: string,
	centreId: string
): Promise<void> {
	const officials = db
		.select({ id: t.roles.accountId })
		.from(t.roles)
		.where(and(eq(t.roles.scopeId, authorityId), eq(t.roles.role, 'official')));
	const [both] = await db
		.select({ id: t.roles.accountId })
		.from(t.roles)
		.where(
			and(
				eq(t.roles.scopeId, centreId),
				inArray(t.roles.role, staff),
				inArray(t.roles.accountId, officials)
			)
		)
		.limit(1);
	if (both) throw new Refusal('conflict_of_roles');
}

/**
 * An office and private participation are separate accounts (note 1 of requirements §3): one that wrote, agreed or
 * speaks for an organisation gets no office. Ballots cannot be told. Refuses `conflict_of_roles`.
 */
export async function refuseParticipant({ db, t }: Reader, accountId: string): Promise<void> {
	const traces = [
		await db
			.select({ id: t.contributions.id })
			.from(t.contributions)
			.where(eq(t.contributions.accountId, accountId))
			.limit(1),
		// With a badge it was written for the authority or the centre.
		await db
			.select({ id: t.replies.id })
			.from(t.replies)
			.where(and(eq(t.replies.accountId, accountId), isNull(t.replies.badge)))
			.limit(1),
		await db
			.select({ id: t.supports.contributionId })
			.from(t.supports)
			.where(eq(t.supports.accountId, accountId))
			.limit(1),
		await db
			.select({ id: t.representatives.organisationId })
			.from(t.representatives)
			.where(eq(t.representatives.accountId, accountId))
			.limit(1)
	];
	if (traces.some((found) => found.length > 0)) throw new Refusal('conflict_of_roles');
}

/** Whether one of the centres hosts, or hosted, consultations of one of the authorities. */
async function areHosts(
	{ db, t }: Reader,
	authorityIds: readonly string[],
	centreIds: readonly string[]
): Promise<boolean> {
	if (authorityIds.length === 0 || centreIds.length === 0) return false;
	const [found] = await db
		.select({ id: t.authorities.id })
		.from(t.authorities)
		.leftJoin(
			t.consultations,
			and(eq(t.consultations.authorityId, t.authorities.id), isNotNull(t.consultations.number))
		)
		.where(
			and(
				inArray(t.authorities.id, [...authorityIds]),
				or(
					inArray(t.authorities.hostCentreId, [...centreIds]),
					inArray(t.consultations.hostCentreId, [...centreIds])
				)
			)
		)
		.limit(1);
	return found !== undefined;
}
