import { topicOfConsultation, topicOfHome } from '#core/kernel/events.ts';
import type { Lang } from '#core/kernel/text.ts';
import type { OrganisationStatement } from '#core/organisations/queries/statements.ts';
import { atomOf, type AtomEntry } from '#lib/feeds/atom.ts';
import { documentOf, orNothingHere } from '#lib/feeds/document.ts';
import { textIn } from '#lib/wording.ts';
import { linksIn } from '#lib/words.ts';
import { words, type Words } from '#messages/generated/messages.js';
import type { RequestHandler } from './$types';

/** What an organisation said, newest first; of what is hidden, that it is. */
export const GET: RequestHandler = ({ locals, params: { slug }, url: { origin } }) => {
	const { app, actor, lang, keep } = locals;
	const m = words(lang);
	const made = async () => {
		const { name, verifiedAt } = await app.organisations.page(actor, { slug });
		const { items } = await app.organisations.statements(actor, { slug, limit: 50 });
		const where = items.map(({ about }) => topicOfConsultation(about.number));
		keep({ topics: [topicOfHome, ...where] });
		const href = origin + linksIn(lang)(`/organisations/${slug}`);
		const feed = atomOf({
			title: `${m.site_name()}: ${name[lang]}`,
			lang,
			self: `${href}/feed.atom`,
			href,
			since: verifiedAt,
			entries: items.map((one) => entryOf(m, lang, origin, name[lang], one))
		});
		return documentOf(feed, { type: 'application/atom+xml; charset=utf-8' });
	};
	return orNothingHere(m, made());
};

function entryOf(
	m: Words,
	lang: Lang,
	origin: string,
	organisation: string,
	statement: OrganisationStatement
): AtomEntry {
	const { about, author, id, seq, kind, text, stub, language } = statement;
	const path = `/consultations/${about.number}/contributions/${seq}`;
	const gone = stub ? m.stub[stub.action]() : m.contribution.withdrawn();
	return {
		id: `${origin}/consultations/${about.number}#${id}`,
		title: `${m.kind[kind]()}: ${textIn(lang, about.title, about.language).words}`,
		href: origin + linksIn(lang)(path),
		at: statement.correctedAt ?? statement.at,
		author: author.as === 'organisation' ? `${organisation}, ${author.name}` : organisation,
		summary: text ?? gone,
		lang: text === null || language === lang ? undefined : language
	};
}
