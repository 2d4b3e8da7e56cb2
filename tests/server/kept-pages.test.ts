import http from 'node:http';
import net from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveBeside, type Beside } from '../support/beside.ts';
import { prose, signedBy, answerAll } from '../support/reports.ts';
import { createWorld, day, type World } from '../support/world.ts';

let world: World;
let [keeping, drawing, small]: Beside[] = [];
let number: string;
let page: string;
const room = 200_000;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	page = `/consultations/${number}`;
	for (let n = 0; n < 5; n++) await world.write(world.olena, number, { display: 'name' });
	[keeping, drawing, small] = await serveBeside(world.app, 32_000_000, 0, room);
});
afterAll(async () => {
	await Promise.all([keeping!.stop(), drawing!.stop(), small!.stop()]);
	await world.storage.close();
});

/** What was found ready and what was drawn while something was asked. */
async function counted(work: () => Promise<unknown>, { cache } = keeping!) {
	const before = cache!.figures;
	await work();
	const { found, rendered } = cache!.figures;
	return { found: found - before.found, rendered: rendered - before.rendered };
}

describe('a page that is the same for everybody', () => {
	const kept = () =>
		[
			'/',
			'/pl',
			'/consultations?phase=open&area=zhydachiv&topic=governance',
			page,
			`/en${page}?kind=proposal&sort=old`,
			`${page}/contributions/1`,
			`${page}/form`,
			'/authorities/zhydachiv-rada',
			'/authorities',
			'/centres',
			'/centres?q=тейсарів',
			'/how/residents',
			'/late',
			'/my-hromada?q=тей',
			'/organisations?country=UA',
			'/organisations/spilka',
			'/moderation',
			'/permissions',
			'/privacy',
			'/feed.atom',
			`${page}/feed.atom`,
			'/organisations/spilka/feed.atom'
		].map(encodeURI);

	test('is drawn once, and the second time it is the same to the last byte without being drawn', async () => {
		for (const path of kept()) {
			const first = await keeping!.get(path);
			let again = first;
			expect(await counted(async () => (again = await keeping!.get(path))), path).toEqual({
				found: 1,
				rendered: 0
			});
			const drawn = await drawing!.get(path);
			expect([again.status, again.text], path).toEqual([200, drawn.text]);
			const { date: _1, ...headers } = again.headers;
			const { date: _2, ...before } = first.headers;
			const { date: _3, ...fresh } = drawn.headers;
			expect(headers, path).toEqual(before);
			expect({ ...headers, vary: '' }, path).toEqual({
				...fresh,
				etag: expect.stringMatching(/^"[\w-]{27}"$/) as string,
				vary: ''
			});
			expect(headers['vary'], path).toBe('Accept-Encoding');
		}
	});

	test.each([
		['asks for a new key', () => `${page}/contributions/1?flag=`],
		['says nothing of it', () => '/log'],
		['counts what runs out at any time', () => '/centres/cip-zhydachiv'],
		['has a form of its own', () => '/sign-in'],
		['is not there', () => '/consultations/UA-ZHD-2026-999'],
		['leads elsewhere', () => '/account'],
		['is data', () => `${page}/__data.json`],
		['is a file', () => '/favicon.svg'],
		['has an endless address', () => `/?q=${'a'.repeat(500)}`]
	])('does not become one that %s', async (_, path) => {
		await keeping!.get(path());
		expect((await counted(() => keeping!.get(path()))).found).toBe(0);
	});

	test('is neither read nor left there by whoever has a session, be it an old one', async () => {
		const { name, value } = await world.app.sessions.start('olena');
		for (const cookie of [`${name}=${value}`, `a=b; ${name}=old`]) {
			const path = `${page}?sort=support&for=${cookie.length}`;
			const { pages } = keeping!.cache!.figures;
			const ask = () => keeping!.get(path, { cookie });
			expect(await counted(async () => [await ask(), await ask()])).toEqual({
				found: 0,
				rendered: 0
			});
			expect(keeping!.cache!.figures.pages).toBe(pages);
			await keeping!.get(path);
			const own = await ask();
			expect(own.headers['cache-control']).toBe('private, no-store');
			expect(own.text.includes('Олена Коваль: ')).toBe(cookie.endsWith(value));
			expect((await keeping!.get(path)).text).not.toContain('Олена Коваль: ');
		}
		expect(await counted(() => keeping!.get(page, { cookie: 'theme=dark' }))).toMatchObject({
			rendered: 0
		});
	});

	test('is the same one whatever else stands in its address, and passes nothing of that on', async () => {
		const asked = `${page}?kind=proposal`;
		for (const [bare, others] of [
			['/', ['/?x=1', '/?', '/?&&', '/?/follow', '/?utm_source=chat&fbclid=Iw']],
			[asked, [`${asked}&x=1`, `${page}?utm_source=chat&kind=proposal&gclid`]],
			['/feed.atom', ['/feed.atom?x=1']]
		] as const) {
			const { text } = await keeping!.get(bare);
			const { pages } = keeping!.cache!.figures;
			for (const path of others) {
				const counts = await counted(async () =>
					expect((await keeping!.get(path)).text, path).toBe(text)
				);
				expect(counts, path).toEqual({ found: 1, rendered: 0 });
				expect((await drawing!.get(path)).text, path).toBe(text);
			}
			expect(keeping!.cache!.figures.pages).toBe(pages);
		}
		const spelt = '/how/%72esidents?x=1';
		expect((await keeping!.get(spelt)).status).toBe(200);
		expect((await counted(() => keeping!.get(spelt))).found).toBe(0);
	});

	test('leads on with what a page reads, and with nothing else', async () => {
		const { name, value } = await world.app.sessions.start('olena');
		const leadsTo = async (path: string, headers = {}) =>
			(await keeping!.get(path, headers)).headers['location'];
		expect(await leadsTo('/account/notices?about=report&x=1')).toBe(
			`/sign-in?next=${encodeURIComponent('/account/notices?about=report')}`
		);
		expect(await leadsTo('/consultations?place=%D0%A2%D1%83%D1%80%D0%BA%D0%B0&x=1')).toMatch(
			/^\/consultations\?area=[\w-]+$/
		);
		const own = await keeping!.get('/sign-in?next=%2Flate&x=1', { cookie: `${name}=${value}` });
		expect(own.headers['location'] ?? own.text).toContain('/late');
	});

	test('tells nobody how it is kept', async () => {
		const { name, value } = await world.app.sessions.start('olena');
		for (const server of [keeping!, drawing!])
			for (const [headers, method] of [
				[{}, 'GET'],
				[{}, 'HEAD'],
				[{ cookie: `${name}=${value}` }, 'GET']
			] as const)
				for (const path of [page, '/feed.atom', '/nowhere'])
					expect(
						Object.keys((await server.get(path, headers, method)).headers).join()
					).not.toContain('viche');
	});

	test('is drawn once for twenty who ask at the same time, and for each where it cannot be shared', async () => {
		const many = (path: string) =>
			Promise.all(Array.from({ length: 20 }, () => keeping!.get(path)));
		const shared = `/pl${page}?sort=old`;
		let answers = await Promise.all([] as ReturnType<Beside['get']>[]);
		expect((await counted(async () => (answers = await many(shared)))).rendered).toBe(1);
		expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
		answers = await many(`${page}/contributions/1?flag=`);
		const keys = answers.map(({ text }) => /name="key" value="([\w-]{36})"/.exec(text)![1]);
		expect(new Set(keys).size).toBe(20);
	});

	test('is there for those who wait, though the first to ask has gone', async () => {
		const path = `/en${page}?sort=unanswered`;
		const gone = net.connect(keeping!.port, '127.0.0.1');
		gone.write(`GET ${path} HTTP/1.1\r\nHost: ${keeping!.host}\r\n\r\n`, () => gone.destroy());
		const answers = await Promise.all(Array.from({ length: 5 }, () => keeping!.get(path)));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
	});
});

describe('the front page', () => {
	const cookie = (value: string) => ({ cookie: `viche_hromada=${value}` });
	const own = cookie('zhydachiv');

	test('is kept once for each hromada, and nobody gets that of another', async () => {
		const texts = new Map<string, string>();
		for (const [name, headers] of [
			['', {}],
			['Жидачівська громада', own],
			['Турківська громада', cookie('turka')]
		] as const)
			for (const times of [1, 2]) {
				const counts = await counted(async () => {
					const { text, headers: told } = await keeping!.get('/', headers);
					texts.set(name, text);
					expect(text.includes(`<h1>${name}</h1>`)).toBe(name !== '');
					expect(text).toBe((await drawing!.get('/', headers)).text);
					expect(told['cache-control']).toBe(name === '' ? 'no-cache' : 'private, no-cache');
					const { status } = await keeping!.get('/', {
						...headers,
						'if-none-match': told['etag']!
					});
					expect(status).toBe(304);
				});
				expect(counts.rendered, `${name} ${times}`).toBeLessThanOrEqual(2 - times);
			}
		expect(new Set(texts.values()).size).toBe(3);
	});

	test('is the one for everybody where what was chosen is no hromada, and nothing more is kept for it', async () => {
		const { text } = await keeping!.get('/');
		const { pages } = keeping!.cache!.figures;
		for (const value of ['atlantis', 'zhydachiv"', 'ZHYDACHIV', '', '../turka', 'a'.repeat(5000)])
			for (const path of ['/', '/?q', '/?q&x=1']) {
				await keeping!.get(path);
				const counts = await counted(async () =>
					expect((await keeping!.get('/', cookie(value))).text).toBe(text)
				);
				expect(counts, value).toEqual({ found: 1, rendered: 0 });
			}
		expect(keeping!.cache!.figures.pages).toBe(pages + 1);
	});

	test('alone is told of it: other pages are the same for all, and nobody names a hromada in another way', async () => {
		await keeping!.get('/consultations');
		expect(await counted(() => keeping!.get('/consultations', own))).toEqual({
			found: 1,
			rendered: 0
		});
		const { text } = await keeping!.get('/pl');
		for (const server of [keeping!, drawing!])
			expect((await server.get('/pl', { 'viche-hromada': 'turka' })).text).toBe(text);
	});

	test('of a hromada is new at once when something happens in it', async () => {
		const before = await keeping!.get('/', own);
		await world.write(world.olena, number);
		const after = await keeping!.get('/', own);
		expect(after.text).not.toBe(before.text);
		expect(after.text).toBe((await drawing!.get('/', own)).text);
	});
});

describe('what happens', () => {
	test('while a page is drawn is missing from none that is asked for afterwards', async () => {
		for (let n = 0; n < 12; n++) {
			const text = `Пропозиція під час малювання № ${n}.`;
			const asked = Array.from({ length: 3 }, () => keeping!.get(page));
			await world.write(world.iryna, number, { text });
			const after = await Promise.all([keeping!.get(page), keeping!.get(page)]);
			for (const one of after) expect(one.text).toContain(text);
			await Promise.all(asked);
			expect((await keeping!.get(page)).text).toContain(text);
		}
	});

	test('elsewhere leaves a page where it is', async () => {
		const paths = ['/', '/centres', '/consultations'];
		for (const path of [page, ...paths]) await keeping!.get(path);
		const [{ id } = { id: '' }] = (
			await world.app.contributions.list({ kind: 'visitor' }, { number, sort: 'old' })
		).items;
		await world.app.contributions.support(world.stepan, { contributionId: id });
		await world.app.mail.take({ kind: 'system', job: 'mail' }, undefined);
		expect(
			await counted(async () => {
				for (const path of paths) await keeping!.get(path);
			})
		).toEqual({ found: 3, rendered: 0 });
		expect(await counted(() => keeping!.get(page))).toEqual({ found: 0, rendered: 1 });
	});

	test('to words that are hidden reaches also whoever had the page before', async () => {
		const text = 'Слово-яке-зникне';
		const { id, seq } = await world.write(world.iryna, number, { text });
		const paths = [page, `/pl${page}?sort=old`, `${page}/contributions/${seq}`];
		const known = new Map<string, string>();
		for (const path of paths)
			for (const encoding of ['identity', 'br', 'gzip'])
				known.set(
					`${path} ${encoding}`,
					(await keeping!.get(path, { 'accept-encoding': encoding })).headers['etag']!
				);
		expect((await keeping!.get(page)).text).toContain(text);
		await world.app.moderation.decide(world.consultant, {
			id,
			version: 1,
			action: 'hidden',
			ground: 'M6_spam',
			reason: 'Схоже на рекламу товару, а не на думку.'
		});
		for (const path of paths) {
			for (const encoding of ['br', 'gzip', 'identity']) {
				const etag = known.get(`${path} ${encoding}`)!;
				const headers = { 'accept-encoding': encoding, 'if-none-match': etag };
				expect((await keeping!.get(path, headers)).status).toBe(200);
			}
			expect((await keeping!.get(path)).text).not.toContain(text);
		}
	});
});

describe('the clock alone', () => {
	const isFresh = async (path: string) =>
		expect((await keeping!.get(path)).text).toBe((await drawing!.get(path)).text);

	test('moves pages on at midnight, at each phase, and a millisecond after a report was due', async () => {
		const { closesAt, reportDueAt } = await world.app.consultations.page(
			{ kind: 'visitor' },
			{ number }
		);
		const paths = [
			'/',
			'/late',
			'/consultations?phase=report_overdue',
			page,
			'/authorities/zhydachiv-rada'
		];
		const moments = [
			closesAt - day - 1,
			closesAt - day,
			closesAt - 1,
			closesAt,
			reportDueAt - 1,
			reportDueAt,
			reportDueAt + 1,
			reportDueAt + day
		];
		for (const at of moments) {
			world.moveTo(new Date(at).toISOString());
			for (const path of paths) await isFresh(path);
		}
	});

	test('says on a report that there is no decision, to the millisecond', async () => {
		await answerAll(world, number);
		await world.app.reports.publish(world.official, { number, prose, signedBy });
		const { reportedAt } = await world.app.consultations.page({ kind: 'visitor' }, { number });
		for (const late of [0, 1]) {
			world.moveTo(new Date(reportedAt! + 180 * day + late).toISOString());
			for (const path of [page, `${page}/report`]) await isFresh(path);
		}
	});
});

describe('a request', () => {
	const headersOf = async (headers: Record<string, string>, method = 'GET') => {
		const { status, headers: found, text } = await keeping!.get(page, headers, method);
		return { status, text, ...found } as Record<string, string | number>;
	};

	test('that names what it has, in whatever way, is told that it is the same', async () => {
		const { etag, ...all } = await headersOf({ 'accept-encoding': 'br' });
		for (const known of [
			etag,
			`W/${etag}`,
			`"a", ${etag}`,
			`"a,b",W/${etag} , "c"`,
			'*',
			' * '
		] as string[]) {
			const answer = await headersOf({ 'accept-encoding': 'br', 'if-none-match': known });
			expect([answer['status'], answer['text']], known).toEqual([304, '']);
			expect(answer).toMatchObject({ etag, vary: all['vary'], 'cache-control': 'no-cache' });
			expect(Object.keys(answer).join()).not.toMatch(/content-(?!type-options)/);
		}
		for (const other of ['"a"', `${etag}x`, String(etag).slice(1, -1), '', '""'])
			expect(
				(await headersOf({ 'accept-encoding': 'br', 'if-none-match': other }))['status'],
				other
			).toBe(200);
		// The same words in other bytes are another form.
		expect((await headersOf({ 'if-none-match': String(etag) }))['status']).toBe(200);
	});

	test('gets the form that it can read, each under a name of its own', async () => {
		const plain = (await drawing!.get(page)).text;
		const forms = new Map<string | undefined, string | undefined>();
		for (const [accepted, encoding] of [
			['gzip, deflate, br, zstd', 'br'],
			['GZIP', 'gzip'],
			['br;q=0, gzip;q=0.1', 'gzip'],
			['br;q=0,gzip;q=0.000', undefined],
			['*', 'br'],
			['*;q=0', undefined],
			['br;q=0, *', 'gzip'],
			['identity', undefined],
			['', undefined]
		] as const) {
			const bytes = await bytesOf(keeping!, page, accepted);
			expect(bytes.headers['content-encoding'], accepted).toBe(encoding);
			expect(Number(bytes.headers['content-length'])).toBe(bytes.body.length);
			expect(bytes.headers['vary']).toBe('Accept-Encoding');
			const body =
				encoding === 'br'
					? brotliDecompressSync(bytes.body)
					: encoding === 'gzip'
						? gunzipSync(bytes.body)
						: bytes.body;
			expect(body.toString() === plain, accepted).toBe(true);
			const before = forms.get(encoding) ?? bytes.headers['etag'];
			expect(bytes.headers['etag']).toBe(before);
			forms.set(encoding, before);
		}
		expect(new Set(forms.values()).size).toBe(3);
	});

	test('by HEAD says what GET would, also of a page that lies ready', async () => {
		for (const accepted of ['br', 'identity']) {
			const { text: _, date: _1, ...get } = await headersOf({ 'accept-encoding': accepted });
			let head = {};
			const counts = await counted(async () => {
				const {
					text,
					date: _2,
					...rest
				} = await headersOf({ 'accept-encoding': accepted }, 'HEAD');
				expect(text).toBe('');
				head = rest;
			});
			expect(counts.found).toBe(1);
			expect(head).toEqual(get);
		}
	});
});

describe('a file', () => {
	test('is sent compressed, is not asked for again, and not sent again to whoever has it', async () => {
		const [, script = ''] = /src="(\/_app\/immutable\/[^"]+)"/.exec(
			(await drawing!.get(page)).text
		)!;
		for (const [path, kept] of [
			[script, 'public,max-age=31536000,immutable'],
			['/favicon.svg', 'public, max-age=86400']
		] as const) {
			const { headers } = await keeping!.get(path, { 'accept-encoding': 'gzip, deflate, br' });
			expect(headers, path).toMatchObject({
				'content-encoding': 'br',
				'cache-control': kept,
				vary: 'Accept-Encoding',
				'x-content-type-options': 'nosniff'
			});
			const known = { 'accept-encoding': 'br', 'if-none-match': headers['etag']! };
			expect((await keeping!.get(path, known)).status, path).toBe(304);
		}
	});
});

describe('the memory', () => {
	test('never holds more than it may, and lets go what nobody asked for longest', async () => {
		const asked = (n: number) => `/privacy?q=${n}`;
		for (let n = 0; n < 40; n++) {
			await small!.get(asked(n), n % 2 ? { 'accept-encoding': 'br' } : {});
			await small!.get(asked(0));
			expect(small!.cache!.figures.bytes).toBeLessThanOrEqual(room);
		}
		const { pages } = small!.cache!.figures;
		expect(pages).toBeGreaterThan(2);
		expect(pages).toBeLessThan(40);
		const found = async (n: number) => (await counted(() => small!.get(asked(n)), small)).found;
		expect([await found(0), await found(39), await found(1)]).toEqual([1, 1, 0]);
	});

	test('keeps half of its room for pages that nobody invented a question for', async () => {
		const bare = ['/how'];
		for (const path of bare) await small!.get(path);
		for (let n = 0; n < 40; n++) await small!.get(`/privacy?q=flood${n}`);
		const counts = await counted(async () => {
			for (const path of bare) await small!.get(path);
		}, small);
		expect(counts).toEqual({ found: bare.length, rendered: 0 });
	});

	test('is not there where it may hold nothing', async () => {
		expect(drawing!.cache).toBeUndefined();
		expect((await drawing!.get(page)).status).toBe(200);
	});
});

function bytesOf({ port, host }: Beside, path: string, accepted: string) {
	return new Promise<{ headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
		const headers = { host, 'accept-encoding': accepted };
		http
			.get({ host: '127.0.0.1', port, path, headers }, (answer) => {
				answer
					.toArray()
					.then(
						(chunks) => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }),
						reject
					);
			})
			.on('error', reject);
	});
}
