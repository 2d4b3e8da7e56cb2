import { and, asc, desc, eq, inArray, lt, or } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { holds, scopesOf, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { may } from '../../permissions/policy.ts';
import type { Evidence, OrganisationStatus, RegisterCountry } from '../model.ts';
import { representatives, type CheckedAt, type Representative } from './rows.ts';

export interface DeskOrganisation {
	id: string;
	name: Trilingual;
	country: RegisterCountry;
	registerNumber: string;
	status: OrganisationStatus;
	registeredAt: number;
	centre: CheckedAt | null;
}

/**
 * The organisations whose letter is shown at the centres of a coordinator; for an administrator, those of all
 * centres. Those that wait come first, and wait in turn; then the others, the latest first, a page at a time.
 */
export function organisationsAtDesk(
	store: Store,
	actor: Actor,
	{ cursor, limit = 20 }: { cursor?: string | undefined; limit?: number | undefined }
): Promise<{ waiting: DeskOrganisation[]; settled: DeskOrganisation[]; next: string | null }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const one = reader.t.organisations;
		const scope = scopeOf(reader, account);
		const waiting = await select(reader)
			.where(and(scope, eq(one.status, 'pending')))
			.orderBy(asc(one.registeredAt), asc(one.id))
			.limit(200);
		const after = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor ?? '');
		const at = Number(after?.[1]);
		const settled = await select(reader)
			.where(
				and(
					scope,
					inArray(one.status, ['verified', 'refused', 'ended']),
					after
						? or(lt(one.registeredAt, at), and(eq(one.registeredAt, at), lt(one.id, after[2]!)))
						: undefined
				)
			)
			.orderBy(desc(one.registeredAt), desc(one.id))
			.limit(limit + 1);
		const page = settled.slice(0, limit);
		const last = page.at(-1);
		return {
			waiting: waiting.map(presented),
			settled: page.map(presented),
			next: settled.length > limit && last ? `${last.registeredAt}.${last.id}` : null
		};
	});
}

export interface OrganisationCase extends DeskOrganisation {
	slug: string;
	area: Area | null;
	evidence: Evidence | null;
	checkedAt: number | null;
	endedAt: number | null;
	refusal: string | null;
	representatives: Representative[];
	/** Those who spoke for it before. */
	earlier: { id: string; name: string; since: number; endedAt: number; reason: string }[];
}

/** All that a coordinator decides by; refuses `not_found` for those of other centres. */
export function organisationCase(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<OrganisationCase> {
	return store.read(async (reader) => {
		const [row] = await select(reader).where(eq(reader.t.organisations.id, id));
		const centreId = row?.centreId;
		if (!row || !may('organisation.check', actor, { ...(centreId && { centreId }) }))
			throw new Refusal('not_found');
		const [area] = await areasByIds(reader, [row.areaId]);
		const { slug, evidence, checkedAt, endedAt, refusal } = row;
		return {
			...presented(row),
			slug,
			evidence,
			checkedAt,
			endedAt,
			refusal,
			area: area ?? null,
			representatives: await representatives(reader, id),
			earlier: await earlierRepresentatives(reader, id)
		};
	});
}

function earlierRepresentatives(
	{ db, t }: Reader,
	organisationId: string
): Promise<OrganisationCase['earlier']> {
	const one = t.endedRoles;
	return db
		.select({
			id: one.id,
			name: t.accounts.name,
			since: one.since,
			endedAt: one.endedAt,
			reason: one.reason
		})
		.from(one)
		.innerJoin(t.accounts, eq(t.accounts.id, one.accountId))
		.where(and(eq(one.scope, 'organisation'), eq(one.scopeId, organisationId)))
		.orderBy(desc(one.endedAt), desc(one.id))
		.limit(50);
}

function scopeOf({ t }: Reader, account: AccountActor) {
	return holds(account, 'admin', '')
		? undefined
		: inArray(t.organisations.centreId, scopesOf(account, 'coordinator'));
}

function select({ db, t }: Reader) {
	const one = t.organisations;
	return db
		.select({
			id: one.id,
			slug: one.slug,
			name: one.name,
			country: one.country,
			registerNumber: one.registerNumber,
			status: one.status,
			registeredAt: one.registeredAt,
			areaId: one.areaId,
			evidence: one.evidence,
			checkedAt: one.checkedAt,
			endedAt: one.endedAt,
			refusal: one.refusal,
			centreId: one.centreId,
			centreSlug: t.centres.slug,
			centreName: t.centres.name
		})
		.from(one)
		.leftJoin(t.centres, eq(t.centres.id, one.centreId))
		.$dynamic();
}
type Row = Awaited<ReturnType<typeof select>>[number];

const presented = (row: Row): DeskOrganisation => ({
	id: row.id,
	name: row.name,
	country: row.country,
	registerNumber: row.registerNumber,
	status: row.status,
	registeredAt: row.registeredAt,
	centre: row.centreSlug === null ? null : { slug: row.centreSlug, name: row.centreName! }
});
