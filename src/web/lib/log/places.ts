import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { Lang } from '#core/kernel/text.ts';
import type { Choice } from '#lib/fields.ts';

/** More than there are; the choice lists of a form have no pages. */
const all = 1000;

/** Every authority and every centre. */
export async function placesToChoose(app: App, actor: Actor, lang: Lang): Promise<Choice[]> {
	const authorities = await app.authorities.list(actor, { limit: all });
	const centres = await app.centres.list(actor, { limit: all });
	return [...authorities.items, ...centres.items].map(({ slug, name }) => ({
		value: slug,
		label: name[lang]
	}));
}
