import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { pictureOf, type Language } from './shot.ts';

/** A picture of the set, by its file in the folder. */
export interface Picture {
	type: string;
	lang: Language;
	width: number;
	scheme: 'light' | 'dark';
	file: string;
}

/** How much of each page a sheet shows, in its own pixels, and how small. */
const shownHeight = 1700;
const scaleOf = (width: number) => (width < 500 ? 0.5 : width < 1000 ? 0.4 : 0.36);

/** All pictures of a type on one page, one row a language; drawn once more as a picture that can be looked at. */
export async function drawSheets(
	browser: Browser,
	folder: string,
	pictures: readonly Picture[]
): Promise<void> {
	const types = [...new Set(pictures.map(({ type }) => type))];
	const page = await browser.newPage({ viewport: { width: 1980, height: 1000 } });
	for (const type of types) {
		const html = sheetOf(
			type,
			pictures.filter((one) => one.type === type)
		);
		writeFileSync(join(folder, `${type}.html`), html);
		await page.goto(pathToFileURL(resolve(folder, `${type}.html`)).href);
		await page.waitForLoadState('load');
		writeFileSync(join(folder, `sheet-${type}.webp`), await pictureOf(page, 4000));
	}
	await page.close();
	const all = types.map(
		(type) =>
			`<h2><a href="${type}.html">${type}</a></h2><a href="${type}.html"><img src="sheet-${type}.webp" alt="" loading="lazy" width="990"></a>`
	);
	writeFileSync(join(folder, 'index.html'), document('Contact sheet', all.join('\n')));
}

function sheetOf(type: string, pictures: readonly Picture[]): string {
	const languages = [...new Set(pictures.map(({ lang }) => lang))];
	const rows = languages.map((language) => {
		const cells = pictures
			.filter(({ lang }) => lang === language)
			.map(({ file, width, scheme }) => {
				const scale = scaleOf(width);
				const height = Math.round(shownHeight * scale);
				return `<a href="${file}"><img src="${file}" alt="${width} px, ${scheme}" width="${Math.round(width * scale)}" style="max-height:${height}px"></a>`;
			});
		return `<h2>${language}</h2><div>${cells.join('')}</div>`;
	});
	return document(type, `<h1>${type}</h1>${rows.join('')}`);
}

const document = (title: string, body: string) => `<!doctype html>
<meta charset="utf-8"><title>${title}</title>
<style>
body { margin: 12px; font: 14px sans-serif; background: #999 }
h1, h2 { margin: 6px 0; font-size: 16px }
div { display: flex; gap: 10px; align-items: start }
img { display: block; object-fit: cover; object-position: top }
</style>
${body}
`;
