import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { Lang } from '#core/kernel/text.ts';

/** A raion, or a powiat, with what lies in it. */
export interface PlaceGroup {
	value: string;
	label: string;
	within: { value: string; label: string }[];
}

/** Places by which lists can be narrowed, in the order of their names. */
export async function placesOf(app: App, actor: Actor, lang: Lang) {
	const list = async (kind: 'oblast' | 'wojewodztwo' | 'raion' | 'powiat' | 'hromada' | 'gmina') =>
		(await app.areas.list(actor, { kind, limit: 1000 })).items;
	const choice = ({ id, slug, name }: Awaited<ReturnType<typeof list>>[number]) => ({
		value: slug ?? id,
		label: name[lang]
	});
	const smallest = [...(await list('hromada')), ...(await list('gmina'))];
	const middle = [...(await list('raion')), ...(await list('powiat'))];
	const groups: PlaceGroup[] = middle.map((outer) => ({
		...choice(outer),
		within: smallest.filter(({ within }) => within[0]?.uk === outer.name.uk).map(choice)
	}));
	const largest = [...(await list('oblast')), ...(await list('wojewodztwo'))].map(choice);
	return { largest, groups };
}
