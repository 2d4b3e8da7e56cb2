import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { authorityById } from '../../authorities/queries.ts';
import { phaseOf, type Phase } from '../../consultations/model.ts';
import { announced } from '../../consultations/queries/page.ts';
import { presented, selectRows, type Contribution } from '../../contributions/queries/rows.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { organisationBySlug } from './public.ts';

/** What an organisation said, and where. */
export interface OrganisationStatement extends Contribution {
	about: {
		number: string;
		title: Partial<Trilingual>;
		language: 'uk' | 'pl';
		timeZone: string;
		phase: Phase;
	};
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
					last === '' ? undefined : or(lt(at, before), and(eq(at, before), lt(id, last)))
				)
			)
			.orderBy(desc(at), desc(id))
			.limit(limit + 1);
		const page = rows.slice(0, limit);
		const items: OrganisationStatement[] = [];
		for (const [place, one] of (await presented(reader, page)).entries())
			items.push({ ...one, about: await placeOf(reader, page[place]!.consultation!) });
		const end = rows.length > limit ? page.at(-1) : undefined;
		return { items, next: end ? `${end.at}.${end.id}` : null };
	});
}

async function placeOf(reader: Reader, number: string): Promise<OrganisationStatement['about']> {
	const consultation = await announced(reader, number);
	const { language, timeZone } = await authorityById(reader, consultation.authorityId);
	const phase = phaseOf(consultation, reader.now());
	return { number, title: consultation.title, language, timeZone, phase };
}
