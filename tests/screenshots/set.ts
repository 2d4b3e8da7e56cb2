import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawSheets, type Picture } from './sheet.ts';
import { languages, openShot, pictureOf, type Language, type Shot, type Studio } from './shot.ts';
import { types } from './types.ts';

const folder = 'test-results/screenshots/set';
const widths = [360, 768, 1280];
const schemes = ['light', 'dark'] as const;
const longest = 5000;

/** Every type of page in each language, width and scheme, and a contact sheet; `only` names the types. */
export async function takeSet(studio: Studio, only: readonly string[]): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const wanted = types.filter(({ name }) => only.length === 0 || only.includes(name));
	const pictures: Picture[] = [];
	const jobs = wanted.flatMap((shot) => languages.map((lang) => ({ shot, lang })));
	const lines = [0, 1].map(async () => {
		for (let job; (job = jobs.shift());) pictures.push(...(await looksOf(studio, job)));
	});
	await Promise.all(lines);
	const place = ({ type, lang, width }: Picture) =>
		types.findIndex(({ name }) => name === type) * 1e6 + languages.indexOf(lang) * 1e5 + width;
	pictures.sort((a, b) => place(a) - place(b));
	await drawSheets(studio.browser, folder, pictures);
	return `${pictures.length} pictures are in ${folder}/, beside index.html`;
}

/** One page, loaded once: the window and the scheme change around it. */
async function looksOf(
	studio: Studio,
	{ shot, lang }: { shot: Shot; lang: Language }
): Promise<Picture[]> {
	const { page, close } = await openShot(studio, shot, { width: widths[0]!, lang });
	const pictures: Picture[] = [];
	for (const width of widths) {
		await page.setViewportSize({ width, height: 800 });
		for (const scheme of schemes) {
			await page.emulateMedia({ colorScheme: scheme });
			const file = `${shot.name}-${lang}-${width}-${scheme}.webp`;
			writeFileSync(join(folder, file), await pictureOf(page, longest));
			pictures.push({ type: shot.name, lang, width, scheme, file });
		}
	}
	await close();
	return pictures;
}
