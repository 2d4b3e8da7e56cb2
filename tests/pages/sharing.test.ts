import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listedPhases, type ListedPhase } from '#core/consultations/model.ts';
import { faultsOf, openBrowser, pageFor } from '../support/browser.ts';
import { startDemo, type Demo } from '../support/server.ts';

const open = 'UA-ZHD-2026-001';
const languages = ['', '/pl', '/en'];
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(() => demo.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
	fetch(demo.origin + path, { headers, redirect: 'manual' });

describe('the picture beside a link', () => {
	/** Content of a `<meta>` of a page, by property or name. */
	async function metaOf(path: string): Promise<Record<string, string>> {
		const html = await (await get(path)).text();
		const found = html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g);
		return Object.fromEntries([...found].map(([, name, content]) => [name!, content!]));
	}

	test('is named by the page in its language, and drawn as a PNG of 1200 × 630', async () => {
		const sizes = await Promise.all(
			languages.map(async (language) => {
				const meta = await metaOf(`${language}/consultations/${open}`);
				expect(meta).toMatchObject({ 'og:type': 'article', 'twitter:card': 'summary_large_image' });
				expect(meta['og:url']).toBe(`${demo.origin}${language}/consultations/${open}`);
				expect(meta['og:image:alt']).toContain(meta['og:title']);
				expect(meta['og:description']!.length).toBeLessThanOrEqual(200);
				const answer = await fetch(meta['og:image']!);
				expect(answer.headers.get('content-type')).toBe('image/png');
				expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
				const png = Buffer.from(await answer.arrayBuffer());
				expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
				return png.length;
			})
		);
		expect(new Set(sizes).size).toBe(3);
		expect(Math.max(...sizes)).toBeLessThan(120_000);
	});

	test('of the site stands for pages without one, and none for pages that are nobody else’s', async () => {
		const home = await metaOf('/pl');
		expect(home).toMatchObject({ 'og:locale': 'pl_PL', 'og:type': 'website' });
		expect((await fetch(home['og:image']!)).status).toBe(200);
		expect(await metaOf('/nowhere')).not.toHaveProperty('og:title');
		expect(await metaOf('/sign-in')).not.toHaveProperty('og:title');
	});

	test.each([
		['/', ''],
		['/about', ''],
		['/accessibility', ''],
		['/accessibility/request', ''],
		['/authorities', ''],
		['/authorities/zhydachiv-rada', ''],
		['/authorities/zhydachiv-rada?plan=2026', '?plan=2026'],
		['/centres', ''],
		['/centres/cip-zhydachiv', ''],
		['/check', ''],
		['/consultations', ''],
		['/consultations?area=zhydachiv&place=', '?area=zhydachiv'],
		[`/consultations/${open}?sort=old`, ''],
		[`/consultations/${open}/contributions/1`, ''],
		[`/consultations/${open}/form`, ''],
		[`/consultations/${open}/poster`, ''],
		['/consultations/UA-BRD-2026-001/report', ''],
		['/developers', ''],
		['/follow', ''],
		['/how', ''],
		['/how/residents', ''],
		['/late', ''],
		['/log', ''],
		['/moderation', ''],
		['/moderation/decisions', ''],
		['/my-hromada', ''],
		['/organisations', ''],
		['/permissions', ''],
		['/privacy', '']
	])('and what goes with it are there for %s, in each language', async (path, search) => {
		const bare = path.replace(/\?.*/, '');
		const hrefs = languages.map((language) => {
			const home = language !== '' && bare === '/';
			return `${demo.origin}${language}${home ? '' : bare}${search}`;
		});
		const said = await Promise.all(
			languages.map(async (language, n) => {
				const address = path === '/' ? language || '/' : language + path;
				const shared = `${address}${path.includes('?') ? '&' : '?'}utm_source=chat`;
				const html = await (await get(shared)).text();
				const linked = (rel: RegExp) =>
					[...html.matchAll(/<link [^>]*>/g)].map(([one]) => one).filter((one) => rel.test(one));
				const hrefOf = (link: string) => /href="([^"]*)"/.exec(link)![1]!.replaceAll('&amp;', '&');
				expect(linked(/rel="canonical"/).map(hrefOf)).toEqual([hrefs[n]]);
				expect(linked(/hreflang="(?:uk|pl|en)"/).map(hrefOf)).toEqual(hrefs);
				const meta = await metaOf(shared);
				expect(meta['og:url']?.replaceAll('&amp;', '&')).toBe(hrefs[n]);
				expect(meta['og:title'], shared).toMatch(/\S/);
				expect(meta['og:description'], shared).toMatch(/\S/);
				const picture = await fetch(meta['og:image']!.replaceAll('&amp;', '&'));
				expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
				const png = Buffer.from(await picture.arrayBuffer());
				expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
				expect(new URL(meta['og:image']!).pathname).toMatch(
					new RegExp(`^${language}/(?:c|[^/]{3,}/)`)
				);
				return `${meta['og:title']} ${meta['og:description']}`;
			})
		);
		expect(new Set(said).size).toBe(3);
	});

	test('is not sent again, nor drawn again, while nothing on it changes', async () => {
		const path = `/consultations/${open}/card.png`;
		const first = await get(path);
		const etag = first.headers.get('etag')!;
		expect((await get(`${path}?v=anything`, { 'if-none-match': etag })).status).toBe(304);
		const began = performance.now();
		for (let n = 0; n < 20; n++) expect((await get(`${path}?v=${n}`)).status).toBe(200);
		// To draw one takes longer than to send twenty.
		expect(performance.now() - began).toBeLessThan(2000);
		expect((await get('/consultations/UA-NIX-2026-001/card.png')).status).toBe(404);
	});
});

describe('the card for other sites', () => {
	const card = `/embed/consultations/${open}`;

	test('is one small answer without scripts in every phase, whose links leave the frame', async () => {
		const visitor = { kind: 'visitor' } as const;
		const firstIn = async (phase: ListedPhase) => {
			const { items } = await demo.app.consultations.list(visitor, { phase });
			return (items.find(({ number }) => number !== open) ?? items[0])?.number ?? '';
		};
		const stopped = await firstIn('open');
		expect(stopped).not.toBe(open);
		await demo.app.storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
			db
				.update(t.consultations)
				.set({ status: 'suspended' })
				.where(eq(t.consultations.number, stopped))
		);
		const numbers = await Promise.all(listedPhases.map(firstIn));
		expect(new Set(numbers).size).toBe(listedPhases.length);
		for (const language of languages)
			for (const number of numbers) {
				const answer = await get(`${language}/embed/consultations/${number}`);
				const html = await answer.text();
				expect(Buffer.byteLength(html), number).toBeLessThanOrEqual(10_000);
				expect(html).not.toMatch(/<script|<img|<link|<base|url\(/);
				const links = [...html.matchAll(/<a\b[^>]*>/g)].map(([link]) => link);
				expect(links.length).toBeGreaterThan(1);
				for (const link of links) expect(link).toContain('target="_top"');
				expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
			}
		expect((await get('/embed/consultations/UA-NIX-2026-001')).status).toBe(404);
	});

	test('alone may stand within the pages of others', async () => {
		const answer = await get(card);
		expect(answer.headers.get('x-frame-options')).toBeNull();
		expect(answer.headers.get('content-security-policy')).toMatch(
			/^default-src 'none'; style-src 'sha256-.*frame-ancestors \*$/
		);
		const other = await serve(
			`<title>t</title><iframe id="a" src="${demo.origin}${card}"></iframe><iframe id="b" src="${demo.origin}/consultations/${open}"></iframe>`
		);
		const page = await browser.newPage();
		await page.goto(other.origin);
		await page.waitForLoadState('networkidle');
		const inFrame = async (id: string) => {
			const frame = await (await page.$(id))!.contentFrame();
			return (await frame!.$('h1'))?.textContent() ?? null;
		};
		expect(await inFrame('#a')).toContain('Статут');
		expect(await inFrame('#b')).not.toContain('Статут');
		await page.close();
		other.server.close();
	});

	test('is accessible, fits 320 px, and comes with code that shows it', async () => {
		const { page, complaints, close } = await pageFor(browser, demo, null, {
			viewport: { width: 320, height: 400 }
		});
		await page.goto(demo.origin + card);
		expect(await faultsOf(page)).toEqual([]);
		await page.goto(`${demo.origin}/pl/consultations/${open}`);
		const code = await page.inputValue('#embed-card');
		await page.setContent(code);
		expect(await page.getAttribute('iframe', 'src')).toBe(`${demo.origin}/pl${card}`);
		expect(await page.getAttribute('iframe', 'title')).toContain('Viche: ');
		expect(complaints).toEqual([]);
		await close();
	});
});

describe('the poster', () => {
	test('is one sheet of A4 in every language, with a code that leads to the consultation, and with the longest names', async () => {
		const { page, close } = await pageFor(browser, demo, null);
		const sheets = async () => {
			const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' });
			return pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length;
		};
		for (const language of languages) {
			await page.goto(`${demo.origin}${language}/consultations/${open}/poster`);
			expect(await sheets()).toBe(1);
			const address = readQr((await page.getAttribute('.poster .qr path', 'd'))!);
			expect(address).toBe(`${demo.origin}${language}/c/${open.toLowerCase()}`);
			expect(await page.textContent('.poster')).toContain(address.replace(/^https?:\/\//, ''));
			const there = await fetch(address);
			expect(there.url).toBe(`${demo.origin}${language}/consultations/${open}`);
		}
		await nameAllAtLength();
		for (const sheet of ['poster', 'form']) {
			await page.goto(`${demo.origin}/consultations/${open}/${sheet}`);
			expect(await sheets(), sheet).toBe(1);
		}
		await close();
	});

	/** As long as the forms take them. */
	async function nameAllAtLength(): Promise<void> {
		const long = (words: string, length: number) => words.repeat(length).slice(0, length);
		const inAll = (words: string) => ({ uk: words, pl: words, en: words });
		const title = inAll(long('Затвердження комплексної програми розвитку громади: ', 160));
		const name = inAll(long('Департамент архітектури, містобудування та господарства ', 160));
		const address = long(
			'вул. Героїв Небесної Сотні, 12а, корпус 3, кабінет 204 (вхід із двору), ',
			200
		);
		await demo.app.storage.write({ kind: 'system', job: 'test' }, async ({ db, t }) => {
			await db.update(t.consultations).set({ title });
			await db.update(t.authorities).set({ name });
			await db.update(t.centres).set({ name, address });
		});
	}

	test('is not offered for what is over', async () => {
		const html = await (await get('/consultations/UA-BRD-2026-001/poster')).text();
		expect(html).toContain('вже не приймає думок');
		expect(html).not.toContain('class="poster"');
	});
});

async function serve(html: string): Promise<{ server: Server; origin: string }> {
	const server = createServer((_, response) => {
		response.setHeader('content-type', 'text/html').end(html);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** As a camera reads it: the squares of the path, four dots wide. */
function readQr(path: string): string {
	const modules = [...path.matchAll(/M(\d+) (\d+)h1/g)].map(([, x, y]) => [Number(x), Number(y)]);
	const scale = 4;
	const size = (Math.max(...modules.flat()) + 5) * scale;
	const data = new Uint8Array(size * size * 4).fill(255);
	for (const [x, y] of modules)
		for (let row = 0; row < scale; row++)
			for (let column = 0; column < scale; column++) {
				const at = 4 * ((y! * scale + row) * size + x! * scale + column);
				data.fill(0, at, at + 3);
			}
	return decodeQr({ width: size, height: size, data });
}
