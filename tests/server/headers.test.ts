import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import { openBrowser } from '../support/browser.ts';
import { expectProblem, type Answer } from '../support/http.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';

const number = 'UA-ZHD-2026-001';
let edge: Edge;
beforeAll(async () => {
	edge = await startAtEdge();
});
afterAll(() => edge.stop());

/** A policy by its directives. */
const policyOf = ({ headers }: Answer) =>
	Object.fromEntries(
		(headers['content-security-policy'] ?? '')
			.split(';')
			.map((directive) => directive.trim().split(/\s+/))
			.filter(([name]) => name)
			.map(([name, ...sources]) => [name, sources])
	) as Record<string, string[] | undefined>;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const pages = [
	'/',
	'/en/consultations',
	`/consultations/${number}`,
	'/pl/sign-in',
	'/register',
	'/centres',
	'/nowhere',
	'/account',
	'/desk/nothing',
	'/consultations/nothing'
];

describe('a page', () => {
	test('and a page that says what is wrong take scripts and styles from us alone, by file or by hash', async () => {
		for (const path of pages) {
			const page = await edge.get(path);
			if (page.status === 303) continue;
			const policy = policyOf(page);
			expect(policy, path).toMatchObject({
				'default-src': ["'self'"],
				'object-src': ["'none'"],
				'base-uri': ["'none'"],
				'form-action': ["'self'"],
				'frame-ancestors': ["'none'"]
			});
			for (const name of ['script-src', 'style-src'])
				for (const source of policy[name]!)
					expect(source, path).toMatch(/^'(?:self|sha256-[\w+/]{43}=)'$/);
			for (const [, tag, attributes = '', text = ''] of page.text.matchAll(
				/<(script|style)\b([^>]*)>(.*?)<\/\1>/gs
			)) {
				if (/\ssrc=/.test(attributes)) continue;
				expect(policy[`${tag}-src`], path).toContain(hashOf(text));
			}
			expect(page.text).not.toMatch(/\son\w+=|javascript:|<iframe|<object|<embed|<base\b/i);
		}
	});

	test('that has not changed keeps the policy with which it came', async () => {
		const { headers } = await edge.get('/centres');
		const again = await edge.get('/centres', { 'if-none-match': headers['etag']! });
		expect(again.status).toBe(304);
		expect(again.headers).not.toHaveProperty('content-security-policy');
	});
});

describe('every answer', () => {
	const everything = [
		'/favicon.svg',
		'/robots.txt',
		'/nowhere.js',
		'/_app/nothing.js',
		'/healthz',
		'/readyz',
		'/live',
		'/uk',
		'/centres/',
		'/%zz',
		'/consultations/__data.json',
		'/api',
		'/api/v1/areas?limit=1',
		'/api/v1/session',
		'/api/openapi.json',
		'/api/docs',
		'/api/docs/static/swagger-ui.css',
		'/api/nowhere'
	];

	test('is taken for what it says it is, and shown in nobody’s frame', async () => {
		for (const path of [...everything, ...pages]) {
			const answer = await edge.get(path);
			const { headers } = answer;
			if (answer.status === 308 || headers['content-length'] === '0') continue;
			expect(headers['x-content-type-options'], path).toBe('nosniff');
			const markup = /html|svg/.test(headers['content-type'] ?? '');
			if (markup) expect(policyOf(answer)['frame-ancestors'], path).toEqual(["'none'"]);
			if (markup) expect(headers['x-frame-options'], path).toBe('DENY');
			if (markup) expect(headers['referrer-policy'], path).toBe('same-origin');
		}
	});

	test('names no program, no version and no other site that may read it', async () => {
		for (const path of [...everything, ...pages])
			for (const method of ['GET', 'POST', 'OPTIONS']) {
				const { headers } = await edge.send(path, { method, headers: { origin: edge.origin } });
				for (const name of Object.keys(headers))
					expect(name, path).not.toMatch(
						/^(?:server|x-powered-by|x-sveltekit-version|via|access-control-.*)$/
					);
				expect(JSON.stringify(headers), path).not.toMatch(/fastify|node\.js|express/i);
			}
		const failure = await edge.send('/sign-in', {
			method: 'POST',
			headers: { origin: edge.origin, 'content-type': 'application/x-www-form-urlencoded' },
			body: 'login=nobody'
		});
		expect(failure.headers['content-type']).toBe('application/json');
		expect(failure.headers).not.toHaveProperty('x-sveltekit-version');
	});

	test('that somebody signed in gets is kept by no cache', async () => {
		const cookie = await edge.cookieOf('resident.zhydachiv');
		for (const path of [
			'/',
			`/consultations/${number}`,
			'/account',
			'/nowhere',
			'/consultations/__data.json'
		])
			expect((await edge.get(path, { cookie })).headers['cache-control'], path).toBe(
				'private, no-store'
			);
		for (const path of ['/sign-in', '/register', `/consultations/${number}/contributions/1`])
			expect((await edge.get(path)).headers['cache-control'], path).toMatch(/no-store|no-cache/);
		for (const path of ['/api/v1/session', '/api/v1/areas?limit=1', '/api/nowhere'])
			expect((await edge.get(path, { cookie })).headers['cache-control'], path).toBe('no-store');
	});
});

describe('the API', () => {
	test('can be shown by no browser as a page, and its answers are JSON', async () => {
		for (const path of [
			'/api/v1/areas?limit=1',
			'/api/v1/session',
			'/api/nowhere',
			'/api/openapi.json',
			'/api/v1/areas?limit=x'
		]) {
			const answer = await edge.get(path);
			expect(policyOf(answer), path).toEqual({
				'default-src': ["'none'"],
				'base-uri': ["'none'"],
				'frame-ancestors': ["'none'"]
			});
			expect(answer.headers['content-type']).toMatch(
				/^application\/(?:problem\+)?json; charset=utf-8$/
			);
			expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
		}
		expectProblem(await edge.get('/api/v1/session'), 401, 'not_signed_in');
	});

	test('describes itself in a page that asks no other site and breaks no rule of its own', async () => {
		const docs = await edge.get('/api/docs/');
		expect(policyOf(docs)['default-src']).toEqual(["'self'"]);
		expect(docs.headers['content-security-policy']).not.toMatch(/https?:|script[^;]*unsafe|eval/);
		const browser = await openBrowser();
		const page = await browser.newPage();
		const complaints: string[] = [];
		page.on('console', (message) => complaints.push(message.text()));
		page.on('pageerror', (error) => complaints.push(String(error)));
		page.on('request', (request) => {
			const { origin, protocol } = new URL(request.url());
			if (origin !== edge.origin && protocol !== 'data:') complaints.push(request.url());
		});
		await page.goto(`${edge.origin}/api/docs`);
		await page.waitForSelector('.opblock-summary-path');
		expect(await page.textContent('.swagger-ui')).toContain(
			'/api/v1/consultations/{number}/contributions'
		);
		await page.close();
		expect(complaints).toEqual([]);
	});
});
