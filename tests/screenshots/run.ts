/**
 * Pictures of the demo as it is built. `npm run screenshots` makes those of README.md; below test-results/,
 * `-- all` makes every page at two widths in three languages, and `-- set` the sixteen types of pages in every look,
 * with a contact sheet (`-- set home report`: these alone). `-- tree` prints a consultation as a screen reader gets it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startDemo } from '../support/server.ts';
import { shots } from './pages.ts';
import { takeSet } from './set.ts';
import { languages, openShot, pictureOf, type Studio } from './shot.ts';
import { readingOrder } from './tree.ts';
import { types } from './types.ts';

// The same day each time, or every picture would change with the calendar.
const now = Date.parse('2026-11-24T12:00:00Z');
const [what = 'readme', ...only] = process.argv.slice(2);

const [demo, browser] = await Promise.all([
	startDemo(() => now, { folder: temporaryFolder(), settings: { VICHE_DESIGN: '1' } }),
	openBrowser()
]);
console.log(await made({ demo, browser }));
await browser.close();
await demo.stop();

function made(studio: Studio): Promise<string> {
	switch (what) {
		case 'set':
			return takeSet(studio, only);
		case 'tree':
			return readingOrder(
				studio,
				types.find(({ name }) => name === 'open')!
			);
		case 'all':
			return takePages(studio, 'test-results/screenshots');
		default:
			return takePages(studio, 'docs/screenshots');
	}
}

async function takePages(studio: Studio, folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const all = what === 'all';
	for (const shot of shots) {
		const looks = all
			? [360, 1280].flatMap((width) => languages.map((lang) => ({ width, lang })))
			: [shot.readme ?? []].flat();
		for (const { width, lang } of looks) {
			const { page, close } = await openShot(studio, shot, { width, lang });
			const picture = await pictureOf(page, all ? 6000 : undefined);
			writeFileSync(join(folder, `${shot.name}-${width}-${lang}.webp`), picture);
			await close();
		}
	}
	return `Pictures are in ${folder}/`;
}
