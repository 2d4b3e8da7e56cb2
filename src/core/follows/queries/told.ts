import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader } from '#storage/storage.ts';
import type { FollowKind } from '../model.ts';

/** As much of a consultation as says who is told of it. */
interface Subject {
	id: string;
	authorityId: string;
	content: { areaIds: readonly string[] };
}

/** Those who are told what becomes of a consultation: whoever wrote in it, and whoever follows it. */
export async function toldOf(reader: Reader, subject: Subject): Promise<string[]> {
	const written = await reader.run(participants, { consultationId: subject.id });
	return [
		...written.flatMap(({ accountId }) => accountId ?? []),
		...(await followersOf(reader, subject))
	];
}

/** Whoever follows the consultation, its authority, a place that it concerns, or one around or within that place. */
export async function followersOf(
	reader: Reader,
	{ id, authorityId, content: { areaIds } }: Subject
): Promise<string[]> {
	const targets: [FollowKind, string[]][] = [
		['consultation', [id]],
		['authority', [authorityId]],
		['area', await areasTold(reader, areaIds)]
	];
	const found = [];
	for (const [kind, targetIds] of targets)
		found.push(...(await reader.run(followers, { kind, targetIds })));
	return [...new Set(found.map(({ accountId }) => accountId))];
}

/** The followed places that a consultation concerns: what is asked of an oblast is asked of its hromadas too. */
async function areasTold(reader: Reader, areaIds: readonly string[]): Promise<string[]> {
	const followed = (await reader.run(followedAreas, {})).map(({ id }) => id);
	if (followed.length === 0) return [];
	const rows = await reader.run(paths, { ids: [...new Set([...areaIds, ...followed])] });
	const pathOf = new Map(rows.map(({ id, path }) => [id, path]));
	const around = new Set(areaIds.flatMap((id) => pathOf.get(id) ?? []));
	return followed.filter(
		(id) => around.has(id) || pathOf.get(id)?.some((one) => areaIds.includes(one))
	);
}

const value = sql.placeholder;

const participants = query<{ consultationId: string }>()('participants', (db, t) =>
	db
		.selectDistinct({ accountId: t.contributions.accountId })
		.from(t.contributions)
		.where(
			and(
				eq(t.contributions.consultationId, value('consultationId')),
				isNotNull(t.contributions.accountId)
			)
		)
);

const followers = query<{ kind: FollowKind; targetIds: string[] }>()('followers', (db, t) =>
	db
		.select({ accountId: t.follows.accountId })
		.from(t.follows)
		.where(and(eq(t.follows.kind, value('kind')), among(t.follows.targetId, 'targetIds')))
);

const followedAreas = query<Record<never, never>>()('followed_areas', (db, t) =>
	db.selectDistinct({ id: t.follows.targetId }).from(t.follows).where(eq(t.follows.kind, 'area'))
);

const paths = query<{ ids: string[] }>()('paths_of_areas', (db, t) =>
	db.select({ id: t.areas.id, path: t.areas.path }).from(t.areas).where(among(t.areas.id, 'ids'))
);
