import type { Trilingual } from '#core/kernel/text.ts';

/** A hromada, by its own name or by that of a settlement in it. */
export interface Choice {
	slug: string;
	name: string;
	/** What tells it from others of that name. */
	within: string;
}

/** All that have such a name. */
export async function foundBy({ app, actor, lang }: App.Locals, q: string): Promise<Choice[]> {
	const found = await app.areas.hromadasNamed(actor, { q });
	const choices = found.map(({ hromada, settlement }) => {
		const outer = [...(settlement ? [hromada] : []), ...hromada.within].map(({ name }) => name);
		return {
			slug: hromada.slug,
			name: (settlement ?? hromada.name)[lang],
			within: listed(outer, lang)
		};
	});
	// A hromada may have three villages of one name: for the choice they are one.
	return [...new Map(choices.map((one) => [`${one.slug} ${one.name}`, one])).values()];
}

/** Those whose name is nearly the one that was typed. */
export async function nearTo({ app, actor, lang }: App.Locals, words: string): Promise<Choice[]> {
	const near = await app.areas.suggest(actor, { words });
	return near.flatMap(({ kind, slug: own, name, hromada, raion }) => {
		const slug = kind === 'hromada' || kind === 'gmina' ? own : hromada?.slug;
		const outer = [hromada?.name, raion].filter((one) => one !== undefined && one !== null);
		return slug ? [{ slug, name: name[lang], within: listed(outer, lang) }] : [];
	});
}

const listed = (names: readonly Trilingual[], lang: App.Locals['lang']) =>
	names
		.slice(0, 2)
		.map((name) => name[lang])
		.join(', ');
