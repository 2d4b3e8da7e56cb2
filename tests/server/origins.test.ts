import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, formAddresses, operationsIn } from '../support/census.ts';
import { expectProblem } from '../support/http.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';
import { inTurn } from '../support/ways.ts';

const number = 'UA-ZHD-2026-001';
let edge: Edge;
beforeAll(async () => {
	edge = await startAtEdge();
});
afterAll(() => edge.stop());

const origins = () => [
	undefined,
	edge.origin,
	'null',
	'',
	'http://evil.example',
	edge.origin.replace('http:', 'https:'),
	`http://localhost:${edge.port + 1}`,
	'http://localhost',
	`http://127.0.0.1:${edge.port}`,
	`${edge.origin}.evil.example`,
	`${edge.origin}/`,
	`${edge.origin}, http://evil.example`,
	edge.origin.toUpperCase()
];
const sites = [undefined, 'same-origin', 'none', 'same-site', 'cross-site', '', 'SAME-ORIGIN'];
/** Nobody's, but who sends one is taken for a browser. */
const cookies = [undefined, 'viche_session=nobodys'];

/** Each route gets one of them: more than thirty combinations, of which at least one is allowed. */
const parts = 5;

/** Every combination of headers, with whether a change may come with them. */
function combinations(needsOrigin: boolean) {
	return origins().flatMap((origin) =>
		sites.flatMap((site) =>
			cookies.map((cookie) => ({
				headers: Object.fromEntries(
					Object.entries({ origin, 'sec-fetch-site': site, cookie }).filter(
						(header): header is [string, string] => header[1] !== undefined
					)
				),
				allowed:
					(site === undefined || site === 'same-origin' || site === 'none') &&
					(origin === edge.origin || (origin === undefined && !needsOrigin && !cookie))
			}))
		)
	);
}

describe('a change by the API', () => {
	test('comes from our own pages, or from a program without a session: for every route', async () => {
		const document: unknown = JSON.parse((await edge.get('/api/openapi.json')).text);
		const writes = operationsIn(document).filter(({ method }) => method !== 'GET');
		expect(writes.length).toBeGreaterThan(9);
		for (const [place, write] of writes.entries())
			for (const { headers, allowed } of inTurn(combinations(false), place, parts)) {
				const about = `${write.method} ${write.path} ${JSON.stringify(headers)}`;
				const answer = await edge.send(addressOf(write), {
					method: write.method,
					headers: { ...headers, 'content-type': 'application/json' },
					body: '{}'
				});
				if (!allowed) expectProblem(answer, 403, 'foreign_origin', about);
				else expect(answer.text, about).not.toContain('foreign_origin');
			}
	});

	test('is not made when it is refused, and is made when it is ours', async () => {
		const cookie = await edge.cookieOf('resident.zhydachiv');
		const write = (headers: Record<string, string>) =>
			edge.send(`/api/v1/consultations/${number}/contributions`, {
				method: 'POST',
				headers: {
					cookie,
					'content-type': 'application/json',
					'idempotency-key': '7d3d9f36-6f2e-4a5e-8f58-3c1f0b7c2a01',
					...headers
				},
				body: JSON.stringify({ kind: 'opinion', text: 'З якого боку?', display: 'name' })
			});
		const written = async () =>
			(await edge.get(`/api/v1/consultations/${number}/contributions`)).text.split('З якого')
				.length - 1;
		for (const headers of [
			{},
			{ origin: 'http://evil.example' },
			{ origin: 'null', 'sec-fetch-site': 'cross-site' },
			{ origin: edge.origin, 'sec-fetch-site': 'cross-site' }
		] as Record<string, string>[])
			expectProblem(await write(headers), 403, 'foreign_origin');
		expect(await written()).toBe(0);
		expect((await write({ origin: edge.origin, 'sec-fetch-site': 'same-origin' })).status).toBe(
			201
		);
		expect(await written()).toBe(1);
	});
});

describe('a form', () => {
	test('comes from our own pages, whatever it is: for every page that takes one', async () => {
		const addresses = formAddresses();
		expect(addresses.length).toBeGreaterThan(8);
		for (const [place, address] of addresses.entries())
			for (const { headers, allowed } of inTurn(combinations(true), place, parts)) {
				const about = `${address} ${JSON.stringify(headers)}`;
				const { status, text } = await edge.send(address, {
					method: 'POST',
					headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
					body: 'login=nobody'
				});
				if (allowed) expect(status, about).not.toBe(403);
				else expect(status, about).toBe(403);
				if (!allowed) expect(text.length, about).toBeLessThan(60);
			}
	});

	test('of another type is not taken for one', async () => {
		for (const [type, status] of [
			['application/json', 415],
			['application/octet-stream', 415],
			['text/xml', 415],
			[undefined, 415],
			['text/plain', 400]
		] as const) {
			const headers = {
				accept: 'text/html',
				origin: edge.origin,
				...(type && { 'content-type': type })
			};
			const answer = await edge.send('/sign-in', { method: 'POST', headers, body: 'login=nobody' });
			expect([answer.status, answer.headers['set-cookie']], type).toEqual([status, undefined]);
		}
	});

	test('that is broken is refused as such', async () => {
		for (const [type, body] of [
			['multipart/form-data; boundary=x', 'hello'],
			[
				'multipart/form-data; boundary=x',
				'--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n'
			],
			['multipart/form-data', '--x--'],
			['multipart/form-data; boundary="', '--x--'],
			['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="login"']
		] as const) {
			const headers = { accept: 'text/html', origin: edge.origin, 'content-type': type };
			const answer = await edge.send('/sign-in', { method: 'POST', headers, body });
			expect(answer.status, body).toBe(400);
		}
	});

	test('may have names of any kind and any number, and is read at once', async () => {
		const cookie = await edge.cookieOf('official.zhydachiv');
		const post = (path: string, body: string) =>
			edge.send(path, {
				method: 'POST',
				headers: {
					cookie,
					accept: 'text/html',
					origin: edge.origin,
					'content-type': 'application/x-www-form-urlencoded'
				},
				body
			});
		const { headers } = await post('/office?/start', 'authority=zhydachiv-rada');
		const step = headers.location!;
		const draft = step.replace(/\/subject$/, '');
		const began = performance.now();
		const many = Array.from({ length: 90_000 }, (_, n) => `a${n.toString(36)}`);
		expect((await post(step, many.join('&'))).status).toBe(409);
		expect((await post(step, `title${'.a'.repeat(200_000)}=x`)).status).toBe(409);
		expect((await post('/sign-in', many.slice(0, 12_000).join('&'))).status).toBe(401);
		expect((await post('/register', `place=${'a'.repeat(60_000)}`)).status).toBe(422);
		expect((await post('/register', `place=${'%EF%B7%BA'.repeat(7000)}`)).status).toBe(422);
		const hostile = [
			'__proto__.uk',
			'title.__proto__.uk',
			'constructor.prototype.uk',
			'title.constructor.uk',
			'toString',
			'hasOwnProperty',
			'title.uk.__proto__',
			'title[uk]',
			'..title.uk..'
		];
		const fields = hostile.map((name) => `${encodeURIComponent(name)}=hostile`).join('&');
		expect((await post(step, `version=1&${fields}&title.uk=Title`)).status).toBe(303);
		expect({}).not.toHaveProperty('uk');
		const { text } = await edge.get(draft, { cookie });
		expect(text).toContain('Title');
		expect(text).not.toContain('hostile');
		// Each of these took seconds once, or all the memory there is.
		expect(performance.now() - began).toBeLessThan(10_000);
	});
});
