import type { ContributionKind } from '#core/contributions/model.ts';
import type { Lang } from '#core/kernel/text.ts';
import { lastDayInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';

/** What happens next with words of that kind, and by when, for the receipt. */
export function nextWords(
	m: Words,
	lang: Lang,
	kind: ContributionKind,
	{ reportDueAt, timeZone }: { reportDueAt: number; timeZone: string }
): string {
	const day = lastDayInWords(reportDueAt, lang, timeZone);
	return kind === 'proposal' ? m.slip.next_answer({ day }) : m.slip.next_report({ day });
}
