/** Hours as they are written elsewhere on the page; of a longer while ago, with the day. */
const { lang } = document.documentElement;
const locale = lang === 'en' ? 'en-GB' : lang;
const longAgo = 12 * 3_600_000;

export const timeOf = (at: number): string =>
	new Intl.DateTimeFormat(locale, {
		hour: '2-digit',
		minute: '2-digit',
		...(Date.now() - at > longAgo && { day: 'numeric', month: 'long' })
	}).format(at);
