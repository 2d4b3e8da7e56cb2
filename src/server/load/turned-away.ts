import { langs, type Lang } from '#core/kernel/text.ts';

/** Whoever comes at a bad time, and whoever sends more than any form of ours takes. */
type Why = 413 | 429 | 503;
type Pages = Record<Lang, Record<Why, Buffer>>;

let pages: Promise<Pages> | undefined;

/** For browsers, in the language of the path: what has happened, and what to do with a form that was sent. */
export async function turnedAwayPage(url: string, status: Why): Promise<Buffer> {
	const lang = (/^\/(pl|en)(?:[/?]|$)/.exec(url)?.[1] ?? 'uk') as Lang;
	return (await (pages ??= draw()))[lang][status];
}

/** All at once, the first time: the words are not loaded for a server that turns nobody away. */
async function draw(): Promise<Pages> {
	const { words } = await import('#messages/generated/messages.js');
	const drawn = langs.map((lang) => {
		const { busy, busy_title, too_many, too_many_title, send_again, too_large, too_large_title } =
			words(lang).turned_away;
		return [
			lang,
			{
				413: Buffer.from(page(lang, [too_large_title(), too_large()])),
				429: Buffer.from(page(lang, [too_many_title(), too_many(), send_again()])),
				503: Buffer.from(page(lang, [busy_title(), busy(), send_again()]))
			}
		];
	});
	return Object.fromEntries(drawn) as Pages;
}

const page = (lang: Lang, [title, ...sentences]: string[]) => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Viche</title>
<style>body{max-width:40rem;margin:3rem auto;padding:0 1rem;font:1.125rem/1.5 system-ui,sans-serif}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${sentences.map((sentence) => `<p>${sentence}</p>`).join('\n')}
</main>
</body>
</html>
`;
