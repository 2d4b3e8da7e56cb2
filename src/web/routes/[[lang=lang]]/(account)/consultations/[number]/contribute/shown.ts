import { initialsOf, type Display } from '#core/contributions/model.ts';
import type { Lang, Trilingual } from '#core/kernel/text.ts';
import type { Choice } from '#lib/fields.ts';
import type { Words } from '#messages/generated/messages.js';

interface Writer {
	name: string;
	residence: { name: Trilingual };
	organisations: readonly { id: string; name: Trilingual }[];
}

/** How everybody would see whoever writes. */
export function shownBy(
	m: Words,
	lang: Lang,
	{ name, residence }: Writer
): Record<Display, string> {
	const place = residence.name[lang];
	return {
		name: `${name}, ${place}`,
		initials: `${initialsOf(name)}, ${place}`,
		resident: m.contribution.resident({ place })
	};
}

/** In whose name one may write; only oneself, mostly. */
export const speakersOf = (m: Words, lang: Lang, { name, organisations }: Writer): Choice[] => [
	{ value: '', label: m.speak_for_self() },
	...organisations.map((one) => ({
		value: one.id,
		label: one.name[lang],
		hint: m.organisation.name_shown({ name })
	}))
];
