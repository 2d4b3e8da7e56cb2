import type { Lang } from '#core/kernel/text.ts';
import type { PlanEntry } from '#core/plans/queries/feed.ts';
import type { Words } from '#messages/generated/messages.js';
import { quarterWords } from '../plan/quarters.ts';
import { textIn } from '../wording.ts';
import { linksIn } from '../words.ts';
import type { AtomEntry } from './atom.ts';

/** What happened to a plan of an authority, beside what happened to its consultations. */
export function planEntryOf(m: Words, lang: Lang, origin: string, entry: PlanEntry): AtomEntry {
	const { id, at, authority } = entry;
	const { slug, name } = authority;
	const year = entry.kind === 'published' ? entry.year : entry.now.year;
	return {
		id: `${origin}/authorities/${slug}#${id}`,
		href: `${origin}${linksIn(lang)(`/authorities/${slug}`)}?plan=${year}#plan`,
		at,
		author: name[lang],
		...wordsOf(m, lang, entry)
	};
}

function wordsOf(
	m: Words,
	lang: Lang,
	entry: PlanEntry
): Pick<AtomEntry, 'title' | 'summary' | 'lang'> {
	const { name, language } = entry.authority;
	if (entry.kind === 'published') {
		const lines = entry.planned.map(
			(one) => `${quarterWords(m, one)}: ${textIn(lang, one.title, language).words}`
		);
		const title = `${m.feed_plan.published({ year: String(entry.year) })}: ${name[lang]}`;
		return { title, summary: lines.join('; ') };
	}
	const title = textIn(lang, entry.now.title, language);
	return {
		title: `${m.feed_plan[entry.kind]()}: ${title.words}`,
		summary: summaryOf(m, lang, entry),
		lang: title.lang
	};
}

function summaryOf(m: Words, lang: Lang, entry: Exclude<PlanEntry, { kind: 'published' }>): string {
	const quarter = quarterWords(m, entry.now);
	switch (entry.kind) {
		case 'added':
			return `${ended(quarter)} ${entry.now.why}`;
		case 'postponed':
			return `${ended(m.plan.moved_to({ quarter }))} ${entry.reason}`;
		case 'dropped':
			return entry.reason;
		case 'reworded': {
			const { before, now, authority } = entry;
			const titles = [before, now].map((one) => textIn(lang, one.title, authority.language).words);
			return m.feed_plan.before({ before: titles[0] === titles[1] ? before.why : titles[0]! });
		}
	}
}

/** Polish shortens the year, and one full stop is enough. */
const ended = (words: string) => (words.endsWith('.') ? words : `${words}.`);
