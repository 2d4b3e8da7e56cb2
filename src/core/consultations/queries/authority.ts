import type { Store } from '#storage/storage.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { authorityBySlug, type Authority } from '../../authorities/queries.ts';
import { centreById, type Centre } from '../../centres/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Page } from '../../search/queries/walk.ts';
import { listed } from './list.ts';
import type { ConsultationSummary } from './summaries.ts';

/** An authority with its consultations, those that close last first; refuses `not_found`. */
export function authorityPage(
	store: Store,
	_: Actor,
	{ slug, cursor }: { slug: string; cursor?: string | undefined }
): Promise<
	Authority & { area: Area; hostCentre: Centre; consultations: Page<ConsultationSummary> }
> {
	return store.read(async (reader) => {
		const authority = await authorityBySlug(reader, slug);
		const [area] = await areasByIds(reader, [authority.areaId]);
		return {
			...authority,
			area: area!,
			hostCentre: await centreById(reader, authority.hostCentreId),
			consultations: await listed(reader, { authority: slug, cursor })
		};
	});
}
