import type { Phase } from '#core/consultations/model.ts';
import type { Lang } from '#core/kernel/text.ts';

/** About as much as is taken in at a glance. */
const enough = 100;

/** The first sentences of a summary, whole, and the rest of it. */
export function openingOf(text: string, lang: Lang): { lead: string; rest: string } {
	let length = 0;
	for (const { segment } of new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)) {
		length += segment.length;
		if (length >= enough) break;
	}
	const rest = text.slice(length).trim();
	return rest.length < enough / 2
		? { lead: text, rest: '' }
		: { lead: text.slice(0, length).trim(), rest };
}

/** Where nothing can change any more: what came of it is told first, and what was asked after it. */
export const isOver = (phase: Phase): boolean =>
	phase === 'reported' || phase === 'decided' || phase === 'cancelled' || phase === 'archived';
