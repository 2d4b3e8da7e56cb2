import type { Hromada, Place } from '#core/areas/queries/hromadas.ts';
import type { AreaCounts } from '#core/consultations/queries/by-area.ts';
import type { Lang } from '#core/kernel/text.ts';
import { sentence } from '#lib/wording.ts';

interface Counted {
	id: string;
	name: string;
	counts: AreaCounts;
}
export interface CountedHromada extends Counted {
	slug: string;
	at: { lat: number; lon: number } | null;
}
/** A raion in Ukraine or a powiat in Poland. */
export interface Region extends Counted {
	hromadas: CountedHromada[];
}

const none: AreaCounts = { open: 0, late: 0, answered: 0 };

/** Hromadas by what contains them, both in the order of the language. */
export function regionsOf(
	hromadas: readonly Hromada[],
	counts: ReadonlyMap<string, AreaCounts>,
	lang: Lang
): Region[] {
	const counted = ({ id, name }: Place): Counted => ({
		id,
		name: sentence(name[lang], lang),
		counts: counts.get(id) ?? none
	});
	const regions = new Map<string, Region>();
	for (const { slug, at, within, ...place } of hromadas) {
		const outer = within[0] ?? { ...place, slug };
		const region = regions.get(outer.id) ?? { ...counted(outer), hromadas: [] };
		region.hromadas.push({ ...counted({ ...place, slug }), slug, at });
		regions.set(outer.id, region);
	}
	const { compare } = new Intl.Collator(lang);
	const byName = (one: Counted, other: Counted) => compare(one.name, other.name);
	for (const { hromadas } of regions.values()) hromadas.sort(byName);
	return [...regions.values()].sort(byName);
}
