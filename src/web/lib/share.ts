import type { Lang } from '#core/kernel/text.ts';
import { numbersIn, percentsIn } from '#messages/numbers.ts';
import type { Words } from '#messages/generated/messages.js';

/** Below this many, a percentage would say more than is known. */
const enough = 20;

/** "2 of 3", and of many: "67% (134 of 200)". */
export function shareWords(m: Words, lang: Lang, count: number, all: number): string {
	const number = numbersIn(lang);
	const words = m.share_of({ part: number.format(count), all: number.format(all) });
	return all < enough ? words : `${percentsIn(lang).format(count / all)} (${words})`;
}
