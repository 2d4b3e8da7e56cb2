import type { Entry } from '#storage/search.ts';
import type { Reader } from '#storage/storage.ts';
import { areasByIds } from '../areas/queries.ts';
import type { Trilingual } from '../kernel/text.ts';

interface Within {
	id: string;
	number: string;
}

export interface ConsultationWords extends Within {
	title: Partial<Trilingual>;
	summary: Partial<Trilingual>;
	authority: Trilingual;
	areaIds: readonly string[];
}

/** First by its title, its number, its authority and its places; then by its summary and by what contains these places. */
export async function consultationEntry(
	reader: Reader,
	{ id, number, title, summary, authority, areaIds }: ConsultationWords
): Promise<Entry> {
	const areas = await areasByIds(reader, areaIds);
	const own = areas.map(({ name }) => name);
	const around = areas.flatMap(({ within }) => within);
	return {
		kind: 'consultation',
		id,
		consultation: { id, number },
		title: [number, ...[title, authority, ...own].flatMap(said)].join(' '),
		text: [summary, ...around].flatMap(said).join(' ')
	};
}

const said = (name: Partial<Trilingual>) => Object.values(name);

/** Where a paragraph stands; its own id is one of its consultation only. */
export const paragraphKey = (consultationId: string, id: string) => `${consultationId}/${id}`;

interface Paragraph {
	id: string;
	heading: string | null;
	text: string;
}

export const paragraphEntry = (consultation: Within, { id, heading, text }: Paragraph): Entry => ({
	kind: 'document',
	id: paragraphKey(consultation.id, id),
	consultation,
	title: heading ?? '',
	text
});

interface Words {
	id: string;
	text: string;
}

export const contributionEntry = (consultation: Within, { id, text }: Words): Entry => ({
	kind: 'contribution',
	id,
	consultation,
	text
});

export const answerEntry = (consultation: Within, { id, text }: Words): Entry => ({
	kind: 'answer',
	id,
	consultation,
	text
});
