import type { Followed } from '#core/consultations/queries/followed.ts';
import type { Words } from '#messages/generated/messages.js';
import { placeIn } from '#messages/place-names.ts';

/** What a feed or a calendar of many consultations was asked for, with its title and its query as it is kept. */
export async function askedFor(
	{ app, actor, lang }: Pick<App.Locals, 'app' | 'actor' | 'lang'>,
	m: Words,
	url: URL
): Promise<{ followed: Followed; query: string; title: string }> {
	const asked = (name: string) => url.searchParams.get(name)?.slice(0, 80) || undefined;
	const followed = { area: asked('area'), authority: asked('authority') };
	const given = Object.entries(followed).filter((one): one is [string, string] => Boolean(one[1]));
	const query = given.length === 0 ? '' : `?${String(new URLSearchParams(given))}`;
	const { area } = followed;
	const place = area === undefined ? null : await app.areas.place(actor, { area });
	return {
		followed,
		query,
		title: place ? m.feed_in({ where: placeIn(place, lang) }) : m.feed_all()
	};
}
