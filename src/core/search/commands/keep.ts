import { forgetForSearch, keepForSearch } from '#storage/search.ts';
import type { Writer } from '#storage/storage.ts';
import {
	answerEntry,
	consultationEntry,
	contributionEntry,
	paragraphEntry,
	type ConsultationWords
} from '../entries.ts';

interface Within {
	id: string;
	number: string;
}

/** An announced consultation can be found, and each paragraph of its document. */
export async function keepConsultation(
	writer: Writer,
	consultation: ConsultationWords,
	paragraphs: readonly Parameters<typeof paragraphEntry>[1][]
): Promise<void> {
	await keepForSearch(writer, await consultationEntry(writer, consultation));
	for (const paragraph of paragraphs)
		await keepForSearch(writer, paragraphEntry(consultation, paragraph));
}

/** What everybody may read of somebody's words can be found, and nothing else; null: none of them. */
export async function keepContribution(
	writer: Writer,
	consultation: Within,
	{ id, text }: { id: string; text: string | null }
): Promise<void> {
	await (text === null
		? forgetForSearch(writer, { kind: 'contribution', id })
		: keepForSearch(writer, contributionEntry(consultation, { id, text })));
}

/** An answer that answers nothing any more is found no more; its words are null then. */
export async function keepAnswer(
	writer: Writer,
	consultation: Within,
	{ id, text }: { id: string; text: string | null }
): Promise<void> {
	await (text === null
		? forgetForSearch(writer, { kind: 'answer', id })
		: keepForSearch(writer, answerEntry(consultation, { id, text })));
}
