import type { Planned } from '#core/plans/queries/planned.ts';
import type { Lang } from '#core/kernel/text.ts';
import type { Words } from '#messages/generated/messages.js';
import { quarterWords } from '../plan/quarters.ts';
import { textIn } from '../wording.ts';
import { linksIn } from '../words.ts';
import type { CalendarDay } from './calendar.ts';

interface PlanDates {
	m: Words;
	lang: Lang;
	/** Where the site is. */
	url: URL;
	authority: { slug: string; name: Record<Lang, string>; language: Lang };
	planned: readonly Planned[];
}

/**
 * What is planned and not announced yet stands on the first day of its quarter, is named after the quarter and says that
 * no day is set; only in the calendar of its authority (R-17), for others hold nothing but days that are.
 */
export function plannedDays({ m, lang, url, authority, planned }: PlanDates): CalendarDay[] {
	const page = `${url.origin}${linksIn(lang)(`/authorities/${authority.slug}`)}#plan`;
	return planned.flatMap((one) => {
		if (one.consultation !== null || one.publishedAt === null) return [];
		const month = String(one.quarter * 3 - 2).padStart(2, '0');
		const title = textIn(lang, one.title, authority.language).words;
		return [
			{
				uid: `${one.id}-planned@${url.hostname}`,
				on: `${one.year}-${month}-01`,
				title: `${m.calendar_planned({ quarter: quarterWords(m, one) })}: ${title}`,
				description: `${m.calendar_planned_on()} ${authority.name[lang]}. ${page}`,
				url: page,
				sequence: one.version,
				at: one.changes.at(-1)?.at ?? one.publishedAt,
				status: one.droppedAt === null ? ('TENTATIVE' as const) : ('CANCELLED' as const)
			}
		];
	});
}
