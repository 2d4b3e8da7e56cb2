import { and, eq, ne, sql } from 'drizzle-orm';
import { query, type Reader } from '#storage/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Followed, FollowKind } from '../model.ts';

/** The id of what is to be followed; refuses `not_found`. */
export async function targetOf(reader: Reader, { kind, of }: Followed): Promise<string> {
	const [found] = await reader.run(targets[kind], { of });
	if (!found) throw new Refusal('not_found');
	return found.id;
}

const of = sql.placeholder('of');

const targets = {
	consultation: query<{ of: string }>()('consultation_to_follow', (db, t) =>
		db
			.select({ id: t.consultations.id })
			.from(t.consultations)
			.where(and(eq(t.consultations.number, of), ne(t.consultations.status, 'draft')))
	),
	authority: query<{ of: string }>()('authority_to_follow', (db, t) =>
		db.select({ id: t.authorities.id }).from(t.authorities).where(eq(t.authorities.slug, of))
	),
	area: query<{ of: string }>()('area_to_follow', (db, t) =>
		db.select({ id: t.areas.id }).from(t.areas).where(eq(t.areas.slug, of))
	)
} satisfies Record<FollowKind, unknown>;
