import type { Phase } from '#core/consultations/model.ts';
import type { Words } from '#messages/generated/messages.js';

interface Pictured {
	number: string;
	phase: Phase;
	closesAt: number;
}

/**
 * The picture beside links to a consultation. Others keep it by its address for weeks: what is drawn on it changes
 * the address.
 */
export const pictureOf = (
	m: Words,
	to: (path: string) => string,
	{ number, phase, closesAt }: Pictured,
	title: string
) => ({
	src: to(`/consultations/${number}/card.png?v=${phase}-${closesAt / 60_000}`),
	alt: `${m.phase[phase]()}: ${title}`
});
