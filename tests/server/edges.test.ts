import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from '../support/http.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';

const number = 'UA-ZHD-2026-001';
let edge: Edge;
beforeAll(async () => {
	edge = await startAtEdge();
});
afterAll(() => edge.stop());

describe('the name under which we are asked', () => {
	const foreign = () => [
		'evil.example',
		`localhost:${edge.port + 1}`,
		'localhost',
		`localhost.:${edge.port}`,
		`evil.example:${edge.port}`,
		`localhost:${edge.port}@evil.example`,
		`localhost:${edge.port}/`,
		`localhost:${edge.port}#`,
		`localhost:${edge.port}, evil.example`,
		`127.0.0.1:${edge.port}`,
		`[::1]:${edge.port}`,
		`.localhost:${edge.port}`,
		'null'
	];

	test('is ours alone: pages send to our own address, the API refuses', async () => {
		for (const name of foreign()) {
			const page = await edge.get('/consultations?q=a%20b', { host: name });
			expect(page.status, name).toBe(308);
			expect(page.headers.location).toBe(`${edge.origin}/consultations?q=a%20b`);
			for (const path of ['/api/v1/areas', '/api/openapi.json', '/api/nowhere', '/live'])
				expectProblem(await edge.get(path, { host: name }), 421, 'unknown_host', `${name} ${path}`);
			for (const path of ['/healthz', '/readyz', '/healthz?x'])
				expect((await edge.get(path, { host: name })).status, name).toBe(200);
		}
	});

	test('may be written in capitals', async () => {
		expect(
			(await edge.get('/api/v1/areas?limit=1', { host: edge.host.toUpperCase() })).status
		).toBe(200);
		expect((await edge.get('/privacy', { host: edge.host.toUpperCase() })).status).toBe(200);
	});

	test('is not what a proxy says that nobody told us to trust', async () => {
		const told = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
		const page = await edge.get('/centres', { ...told, forwarded: 'host=evil.example' });
		expect(page.status).toBe(200);
		expect(page.text).not.toContain('evil.example');
		expect(page.text).toContain(`href="${edge.origin}/pl/centres"`);
	});

	test('given twice, or not at all, is refused', async () => {
		for (const path of ['/', '/api/v1/areas']) {
			for (const hosts of [
				[`Host: ${edge.host}`, 'Host: evil.example'],
				['Host: evil.example', `Host: ${edge.host}`],
				[`Host: ${edge.host}`, `host: ${edge.host}`]
			]) {
				const { answers } = await edge.writeRaw(edge.request(`GET ${path}`, hosts));
				expect(answers.map(({ status }) => status)).toEqual([400]);
			}
			const none = await edge.writeRaw(`GET ${path} HTTP/1.1\r\n\r\n`);
			expect(none.answers[0]?.status).toBe(400);
			const old = await edge.writeRaw(`GET ${path} HTTP/1.0\r\n\r\n`);
			expect(old.answers[0]?.status).toBe(path === '/' ? 308 : 421);
		}
	});

	test('in a whole address counts instead of the header', async () => {
		const ask = async (address: string, name: string) =>
			(await edge.writeRaw(edge.request(`GET ${address}`, [`Host: ${name}`]))).answers[0]!;
		const own = await ask(`http://${edge.host}/api/v1/nowhere`, 'evil.example');
		expectProblem(own, 404, 'not_found');
		expect((await ask(`http://${edge.host}/privacy`, edge.host)).status).toBe(200);
		expect((await ask(`HTTP://${edge.host}`, edge.host)).status).toBe(200);
		expectProblem(await ask('http://evil.example/api/v1/areas', edge.host), 421, 'unknown_host');
		const page = await ask('http://evil.example/privacy?a', edge.host);
		expect(page.status).toBe(308);
		expect(page.headers.location).toBe(`${edge.origin}/privacy?a`);
	});
});

describe('an address', () => {
	test('that nothing answers to is a problem of the API there, and a page elsewhere', async () => {
		for (const path of [
			'/api',
			'/api/',
			'/api/v1',
			'/api/v2/areas',
			'/api/v1/areas/',
			'/api/v1//areas',
			'/api/../privacy',
			'/api/v1/areas;x',
			'/api/<script>',
			`/api/v1/consultations/${number}/nowhere`,
			`/api/v1/polls/${'a'.repeat(65)}`,
			`/api/v1/polls/${'%61'.repeat(65)}`,
			`/api/${'a'.repeat(8000)}`
		])
			expectProblem(await edge.get(path), 404, 'not_found', path.slice(0, 60));
		for (const path of '/nowhere /API/v1/areas /api%2fv1/areas /apia /healthz/ //api'.split(' ')) {
			const page = await edge.get(path);
			expect(page.status, path).toBe(404);
			expect(page.headers['content-type'], path).toBe('text/html; charset=utf-8');
			expect(page.text).not.toContain('requestId');
		}
	});

	test('with broken escapes is refused, in the form that fits', async () => {
		for (const broken of ['%', '%E0%A4%A', '%zz', '%ff', '%c0%ae', '%ed%a0%80']) {
			expectProblem(await edge.get(`/api/v1/polls/${broken}`), 400, 'malformed', broken);
			const page = await edge.get(`/centres/${broken}`);
			expect(page.status, broken).toBe(400);
			expect(page.headers['x-content-type-options']).toBe('nosniff');
			for (const path of ['/consultations?q=', '/api/v1/consultations?q=', '/uk/centres?x='])
				expect((await edge.get(path + broken)).status, path + broken).toBeLessThan(400);
		}
	});

	test('leads to no file but our own', async () => {
		for (const path of [
			'/_app/%2e%2e%2fserver/index.js',
			'/_app/..%2f..%2fpackage.json',
			'/..%2fpackage.json',
			'/%2e%2e/%2e%2e/etc/passwd',
			'/....//package.json',
			'/..\\package.json',
			'/start.js',
			'/main.js',
			'/.env',
			'/api/docs/static/..%2f..%2fpackage.json',
			'/api/docs/static/%2e%2e/package.json'
		]) {
			const answer = await edge.get(path);
			expect([308, 400, 403, 404], path).toContain(answer.status);
			expect(answer.text).not.toMatch(/root:x|"dependencies"/);
		}
	});

	test('in Ukrainian needs no prefix: /uk leads to the bare address and nowhere else', async () => {
		for (const [path, to] of [
			['/uk', '/'],
			['/uk/', '/'],
			['/uk?a=b', '/?a=b'],
			['/uk/centres?a=b&c=%2F', '/centres?a=b&c=%2F'],
			['/uk//evil.example/x', '/evil.example/x'],
			['/uk/\\evil.example', '/evil.example'],
			['/uk///\\//evil.example', '/evil.example'],
			['/uk/http://evil.example', '/http://evil.example'],
			['/uk/%2f/evil.example', '/%2f/evil.example']
		] as const) {
			const answer = await edge.get(path);
			expect([answer.status, answer.headers.location], path).toEqual([308, edge.origin + to]);
		}
		expect((await edge.get('/ukraine')).status).toBe(404);
	});

	test('that is tidied up leads to ourselves, however it is written', async () => {
		let redirects = 0;
		for (const prefix of [
			'/',
			'//',
			'/\\',
			'/.//',
			'/%2f',
			'/%5c',
			'/en/',
			'/pl//',
			'/pl/%2f/',
			'/@',
			'/https:/',
			'/;//'
		])
			for (const rest of 'evil.example evil.example/ evil.example/centres/ evil.example/.. evil.example/%2e%2e/ centres/'.split(
				' '
			)) {
				const { status, headers } = await edge.get(prefix + rest);
				if (headers.location === undefined) continue;
				redirects++;
				expect(status).toBe(308);
				const to = new URL(headers.location, edge.origin + prefix + rest);
				expect(to.origin, prefix + rest).toBe(edge.origin);
			}
		expect(redirects).toBeGreaterThan(2);
	});
});

describe('a method', () => {
	test('that is not foreseen is refused without a failure', async () => {
		for (const method of 'TRACE OPTIONS PUT PATCH DELETE PROPFIND QUERY SEARCH PURGE LINK'.split(
			' '
		))
			for (const path of '/ /sign-in /nowhere /favicon.svg /healthz /api/v1/areas /api/docs /live'.split(
				' '
			)) {
				const answer = await edge.send(path, { method, headers: { origin: edge.origin } });
				if (method === 'OPTIONS' && path !== '/api/v1/areas')
					expect(answer.status).toBeLessThan(500);
				else expect([400, 404, 405], `${method} ${path}`).toContain(answer.status);
				expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
				expect(answer.text, method).not.toContain(`host: ${edge.host}`);
			}
		for (const line of [
			'FOO /',
			'get /',
			'GET',
			'GET /privacy',
			' GET /',
			'CONNECT evil.example:443'
		]) {
			const bytes = line === 'GET /privacy' ? `${line}\r\n\r\n` : edge.request(line);
			const { answers } = await edge.writeRaw(bytes);
			for (const { status } of answers) expect(status, line).toBeLessThan(500);
		}
	});

	test('HEAD says what GET would, without a body', async () => {
		for (const path of ['/', '/nowhere', '/healthz', '/api/v1/areas?limit=1']) {
			const head = await edge.send(path, { method: 'HEAD' });
			const { status, headers, text } = await edge.get(path);
			expect([head.status, head.text], path).toEqual([status, '']);
			expect(head.headers['content-type']).toBe(headers['content-type']);
			expect(Number(head.headers['content-length'])).toBe(Buffer.byteLength(text));
		}
	});
});

describe('an upgrade', () => {
	const offer = (path: string, ...lines: string[]) =>
		edge.request(`GET ${path}`, [
			'Connection: Upgrade',
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
			...lines
		]);

	test('is taken at the live endpoint only, and only from our own pages', async () => {
		for (const [path, status] of [
			['/privacy', 200],
			['/nowhere', 404],
			['/api/v1/areas?limit=1', 200],
			['/healthz', 200],
			['/livestock', 404]
		] as const) {
			const { answers, closed } = await edge.writeRaw(offer(path));
			expect([answers[0]?.status, closed], path).toEqual([status, false]);
		}
		for (const origin of ['http://evil.example', 'null', `https://${edge.host}`]) {
			const { answers } = await edge.writeRaw(offer('/live', `Origin: ${origin}`));
			expectProblem(answers[0]!, 403, 'foreign_origin', origin);
		}
		const { answers } = await edge.writeRaw(offer('/live', 'Cookie: viche_session=x'));
		expectProblem(answers[0]!, 403, 'foreign_origin');
	});

	test('that is missing or wrong is told', async () => {
		const plain = await edge.get('/live');
		expectProblem(plain, 426, 'upgrade_required');
		expect(plain.headers.upgrade).toBe('websocket');
		const wrong = edge.request('GET /live', ['Connection: Upgrade', 'Upgrade: websocket']);
		expect((await edge.writeRaw(wrong)).answers[0]?.status).toBe(400);
		const h2c = edge.request('GET /healthz', [
			'Connection: Upgrade, HTTP2-Settings',
			'Upgrade: h2c',
			'HTTP2-Settings: AAMAAABk'
		]);
		expect((await edge.writeRaw(h2c)).answers[0]?.status).toBe(200);
	});
});
