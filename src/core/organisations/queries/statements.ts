import { and, desc, eq, sql } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { consultationsNamed, type NamedConsultation } from '../../consultations/queries/named.ts';
import { presented, selectRows, type Contribution } from '../../contributions/queries/rows.ts';
import type { Actor } from '../../kernel/actor.ts';
import { organisationBySlug } from './public.ts';

/** What an organisation said, and where. */
export interface OrganisationStatement extends Contribution {
	about: NamedConsultation;
}

/**
 * All that an organisation said, whoever of its representatives wrote it, the latest first; a stub stands for what is
 * hidden. Refuses `not_found`.
 */
export function organisationStatements(
	store: Store,
	_: Actor,
	{
		slug,
		limit = 20,
		cursor
	}: { slug: string; limit?: number | undefined; cursor?: string | undefined }
): Promise<{ items: OrganisationStatement[]; next: string | null }> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const organisation = await organisationBySlug(reader, slug);
		const { at, id, organisationId } = t.contributions;
		const [, when = '', last = ''] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor ?? '') ?? [];
		const before = Number(when);
		const rows = await selectRows(db, t)
			.where(
				and(
					eq(organisationId, organisation.id),
					last === '' ? undefined : sql`(${at}, ${id}) < (${before}, ${last})`
				)
			)
			.orderBy(desc(at), desc(id))
			.limit(limit + 1);
		const page = rows.slice(0, limit);
		const named = await consultationsNamed(
			reader,
			page.map((row) => row.consultation!)
		);
		const items = (await presented(reader, page)).map((one, place) => ({
			...one,
			about: named.get(page[place]!.consultation!)!
		}));
		const end = rows.length > limit ? page.at(-1) : undefined;
		return { items, next: end ? `${end.at}.${end.id}` : null };
	});
}
