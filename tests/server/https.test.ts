import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAtEdge, type Edge } from '../support/edge.ts';
import { expectProblem, partsOf } from '../support/http.ts';

/** Behind a proxy that ends TLS. */
let secure: Edge;
beforeAll(async () => {
	secure = await startAtEdge({
		VICHE_ORIGIN: 'https://viche.example',
		VICHE_TRUST_PROXY: '127.0.0.1'
	});
});
afterAll(() => secure.stop());

const guess = (login: string, password: string, headers: Record<string, string> = {}) =>
	secure.json('POST', '/api/v1/session', { login, password }, headers);

describe('an https address', () => {
	test('is asked for by https from then on', async () => {
		for (const path of ['/', '/nowhere', '/api/v1/areas?limit=1', '/api/nowhere']) {
			const { headers } = await secure.get(path);
			expect(headers['strict-transport-security'], path).toMatch(/^max-age=31536000\b/);
		}
		expect((await secure.get('/')).headers['content-security-policy']).toContain(
			'wss://viche.example'
		);
		expect((await secure.get('/uk/centres')).headers.location).toBe(
			'https://viche.example/centres'
		);
	});

	test('is not changed by what the proxy lets through', async () => {
		for (const name of ['evil.example', 'viche.example, evil.example']) {
			const told = { 'x-forwarded-host': name, 'x-forwarded-proto': 'http' };
			const page = await secure.get('/centres', told);
			expect([page.status, page.headers.location], name).toEqual([
				308,
				'https://viche.example/centres'
			]);
			expectProblem(await secure.get('/api/v1/areas', told), 421, 'unknown_host');
		}
		const told = { 'x-forwarded-host': 'viche.example', 'x-forwarded-proto': 'http' };
		const page = await secure.get('/centres', told);
		expect(page.text).toContain('href="https://viche.example/pl/centres"');
	});
});

describe('the session at an https address', () => {
	test('is a cookie of this host alone, that travels by https alone, by API and by form', async () => {
		const { login, password } = secure.accounts[0]!;
		const answers = [
			await guess(login, password),
			await secure.form('/sign-in', { login, password })
		];
		for (const { headers } of answers) {
			const { value, attributes } = partsOf(headers['set-cookie']);
			expect(value).toMatch(/^__Host-viche_session=[a-z2-7]{52}$/);
			expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
			expect((await secure.get('/api/v1/session', { cookie: value })).status).toBe(200);
			const plain = { cookie: value.replace('__Host-', '') };
			expectProblem(await secure.get('/api/v1/session', plain), 401, 'not_signed_in');
		}
	});

	test('behind a trusted proxy is counted by the address that the proxy names', async () => {
		const from = (address: string) =>
			guess('nobody', 'wrong', { 'x-forwarded-for': `203.0.113.1, ${address}` });
		const first = await Promise.all(Array.from({ length: 6 }, () => from('198.51.100.1')));
		expect(first.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429]);
		expect((await from('198.51.100.2')).status).toBe(401);
		expect((await from('198.51.100.1')).status).toBe(429);
	});
});
