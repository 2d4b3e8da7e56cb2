import { initialsOf, type Display } from '#core/contributions/model.ts';
import type { Lang, Trilingual } from '#core/kernel/text.ts';
import type { Choice } from './fields.ts';
import type { Words } from '#messages/generated/messages.js';

export interface Writer {
	name: string;
	residence: { name: Trilingual };
	organisations: readonly { id: string; name: Trilingual }[];
}

/** How everybody would see whoever writes; of a visitor in general words, as nothing is known of them yet. */
export function shownBy(
	m: Words,
	lang: Lang,
	writer: Pick<Writer, 'name' | 'residence'> | null
): Record<Display, string> {
	if (writer === null)
		return {
			name: m.shown_as.name(),
			initials: m.shown_as.initials(),
			resident: m.shown_as.resident()
		};
	const place = writer.residence.name[lang];
	return {
		name: `${writer.name}, ${place}`,
		initials: `${initialsOf(writer.name)}, ${place}`,
		resident: m.contribution.resident({ place })
	};
}

/** In whose name one may write; only oneself, mostly. */
export const speakersOf = (m: Words, lang: Lang, writer: Writer | null): Choice[] => [
	{ value: '', label: m.speak_for_self() },
	...(writer?.organisations ?? []).map((one) => ({
		value: one.id,
		label: one.name[lang],
		hint: m.organisation.name_shown({ name: writer!.name })
	}))
];
