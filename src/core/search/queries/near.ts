import { countFound } from '#storage/finding.ts';
import { vocabulary } from '#storage/vocabulary.ts';
import type { Reader } from '#storage/storage.ts';
import type { Asked } from '../../kernel/words/question.ts';
import { stemsOf } from '../../kernel/words/stems.ts';
import { slips, slipsIn } from '../../kernel/words/spelling.ts';
import type { SearchedKind } from '../model.ts';

/** A word that nothing has, and the one that was looked for in its place. */
export interface Near {
	word: string;
	instead: string;
}

/** What may have been meant: for each word that stands nowhere, the likeliest of those that titles and documents have. */
export async function nearWords(
	reader: Reader,
	kind: SearchedKind,
	asked: readonly Asked[]
): Promise<{ asked: Asked[]; near: Near[] } | null> {
	const near: Near[] = [];
	const meant: Asked[] = [];
	for (const one of asked) {
		const isThere = (await countFound(reader, { kind, asked: [one], most: 1 })) > 0;
		const instead = isThere ? undefined : await likeliest(reader, one);
		if (instead) near.push({ word: one.word, instead });
		meant.push(instead ? { word: instead, stems: [instead, ...stemsOf(instead)] } : one);
	}
	return near.length > 0 ? { asked: meant, near } : null;
}

/** A word that titles or documents have is not mistyped. */
async function likeliest(reader: Reader, { word, stems }: Asked): Promise<string | undefined> {
	const most = slipsIn(word);
	if (most === 0 || /\p{N}/u.test(word)) return undefined;
	let best: { term: string; far: number; times: number } | undefined;
	for (const { term, times } of await vocabulary(reader, word)) {
		const far = slips(word, term, most, { whole: !term.startsWith(word) });
		if (term === word || stems.includes(term)) return undefined;
		if (far > most) continue;
		if (!best || far < best.far || (far === best.far && times > best.times))
			best = { term, far, times };
	}
	return best?.term;
}
