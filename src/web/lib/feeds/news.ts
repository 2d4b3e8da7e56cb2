import type { FeedEntry } from '#core/consultations/queries/feed.ts';
import type { Followed } from '#core/consultations/queries/followed.ts';
import { topicOfHome } from '#core/kernel/events.ts';
import type { Lang } from '#core/kernel/text.ts';
import type { Words } from '#messages/generated/messages.js';
import { linksIn } from '../words.ts';
import { atomOf, type AtomEntry } from './atom.ts';
import { documentOf } from './document.ts';
import { planEntryOf } from './plan-news.ts';

interface News {
	/** Address of the site, without a slash at its end. */
	origin: string;
	/** Of the feed and of the page that tells the same, without language. */
	self: string;
	path: string;
	title: string;
	followed: Followed;
}

const most = 50;

/** What happened to consultations and to the plans of them, as an Atom feed in the language of its address. */
export async function newsFeed(
	{ app, actor, lang, keep }: Pick<App.Locals, 'app' | 'actor' | 'lang' | 'keep'>,
	m: Words,
	{ origin, self, path, title, followed }: News
): Promise<Response> {
	keep({ topics: [topicOfHome] });
	const to = linksIn(lang);
	const consultations = await app.consultations.feed(actor, followed);
	const plans = await app.plans.feed(actor, followed);
	const entries = [
		...consultations.map((entry) => entryOf(m, lang, origin, entry)),
		...plans.map((entry) => planEntryOf(m, lang, origin, entry))
	];
	const feed = atomOf({
		title,
		lang,
		self: origin + to(self),
		href: origin + to(path),
		since: 0,
		entries: entries.sort((a, b) => b.at - a.at).slice(0, most)
	});
	return documentOf(feed, { type: 'application/atom+xml; charset=utf-8' });
}

function entryOf(m: Words, lang: Lang, origin: string, entry: FeedEntry): AtomEntry {
	const { id, kind, at, number, title, summary, authority, reason } = entry;
	const toReport = kind === 'report_published' || kind === 'decision_recorded';
	// A title that has no translation stands as it was written.
	const written = Object.keys(title) as Lang[];
	const shown = title[lang] === undefined ? (written[0] ?? lang) : lang;
	const words = title[shown] ?? number;
	return {
		id: `${origin}/consultations/${number}#${id}`,
		title: `${m.feed_kind[kind]()}: ${words}`,
		href: origin + linksIn(lang)(`/consultations/${number}${toReport ? '/report' : ''}`),
		at,
		author: authority[lang],
		summary: reason || (summary[lang] ?? summary[shown] ?? ''),
		lang: shown === lang ? undefined : shown
	};
}
