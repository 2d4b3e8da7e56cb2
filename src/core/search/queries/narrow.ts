import type { Reader } from '#storage/storage.ts';
import { listed } from '../../consultations/queries/list.ts';
import type { SearchFilter } from '../model.ts';

/** Only a few consultations can be named in one question to the index. */
const mostNamed = 40;

/**
 * The numbers of the consultations that a filter leaves, so that the index finds only what stands in them; undefined
 * where they are all, or so many that what is found is looked through.
 */
export async function numbersLeft(
	reader: Reader,
	{ phase, areaId, authority, topic, language }: SearchFilter
): Promise<string[] | undefined> {
	const narrowed = { phase, areaId, authority, topic, language };
	if (Object.values(narrowed).every((value) => value === undefined)) return undefined;
	const { items, next } = await listed(reader, { ...narrowed, limit: mostNamed });
	return next === null ? items.map(({ number }) => number) : undefined;
}
