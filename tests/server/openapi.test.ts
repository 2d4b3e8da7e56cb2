import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiRoutes } from '../../src/server/api.ts';
import { createLive } from '../../src/server/live/live.ts';
import { addressOf, operationsIn, type Operation } from '../support/census.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';
import { expectProblem } from '../support/http.ts';
import { exampleOf } from '../support/look-alikes.ts';
import { prose, signedBy } from '../support/reports.ts';
import { day } from '../support/world.ts';

const number = 'UA-ZHD-2026-001';
let edge: Edge;
let now = Date.now();
let document: Record<string, unknown>;
let operations: Operation[];
beforeAll(async () => {
	edge = await startAtEdge({}, () => now);
	document = JSON.parse((await edge.get('/api/openapi.json')).text) as typeof document;
	operations = operationsIn(document);
});
afterAll(() => edge.stop());

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const writes = () => operations.filter(({ method }) => method !== 'GET');

/** What the server itself registers under `/api`, but for the document and its page. */
async function routesThatExist(): Promise<string[]> {
	const names: string[] = [];
	const server = Fastify();
	server.addHook('onRoute', ({ method, url }) => {
		if (/^\/api\/(?:$|\*|docs|(?:openapi|asyncapi)\.json)/.test(url) || url === '/api') return;
		const path = url.replace(/:(\w+)/g, '{$1}');
		for (const one of [method].flat())
			if (one !== 'HEAD') names.push(nameOf({ method: one, path }));
	});
	await server.register(cookie);
	const live = createLive(edge.app, { limits: {}, log: console.error });
	const site = { origin: new URL(edge.origin) };
	await server.register(apiRoutes(edge.app, site, live), { prefix: '/api' });
	await server.ready();
	live.stop();
	await server.close();
	return names;
}

test('the document describes the routes that exist, all of them and no others', async () => {
	expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Viche', version: '1' } });
	const described = operations.map(nameOf);
	expect(described.length).toBeGreaterThan(20);
	expect(described.sort()).toEqual((await routesThatExist()).sort());
	for (const operation of operations) {
		const answer = await edge.send(addressOf(operation), {
			method: operation.method,
			headers: { origin: edge.origin }
		});
		const { code } = JSON.parse(answer.text || '{}') as { code?: string };
		const there = code !== 'not_found' || operation.parameters.some((one) => one.in === 'path');
		expect(there, nameOf(operation)).toBe(true);
	}
});

test('each operation says what it is for, what it takes by which name, and what it answers', () => {
	const shapes = new Map<string, string>();
	for (const operation of operations) {
		const about = nameOf(operation);
		expect(operation.summary, about).toMatch(/^[A-Z].*[.]$/);
		const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		const described = operation.parameters.filter((one) => one.in === 'path');
		expect(described.map(({ name }) => name).sort(), about).toEqual(inPath.sort());
		for (const { required } of described) expect(required, about).toBe(true);
		// To OpenAPI, addresses that differ only by the names of their parameters are the same.
		const shape = operation.path.replace(/\{\w+\}/g, '{}');
		expect(shapes.get(shape) ?? operation.path, about).toBe(operation.path);
		shapes.set(shape, operation.path);

		const { default: problem, ...successes } = operation.responses;
		expect(Object.keys(successes).join(), about).toMatch(/^20[014]$/);
		expect(Object.keys(problem!.content!['application/json']!.schema.properties!), about).toEqual(
			expect.arrayContaining(['type', 'title', 'status', 'code', 'errors', 'requestId'])
		);
	}
});

test('every object that may be sent refuses what it does not name, and every text has an end', () => {
	const walk = (schema: Operation['body'], about: string): void => {
		if (!schema) return;
		if (schema.type === 'object') expect(schema.additionalProperties, about).toBe(false);
		if (schema.type === 'string' && !schema.enum && !schema.format)
			expect(schema.maxLength, about).toBeGreaterThan(0);
		for (const [name, inner] of Object.entries(schema.properties ?? {}))
			walk(inner, `${about}.${name}`);
		for (const inner of schema.anyOf ?? []) walk(inner, about);
		walk(schema.items, `${about}[]`);
	};
	for (const operation of operations) {
		walk(operation.body, nameOf(operation));
		for (const { name, schema } of operation.parameters)
			walk(schema, `${nameOf(operation)} ${name}`);
	}
});

test('writes that need a key say so, and are refused without one; all others may have one', async () => {
	const needsKey = (operation: Operation) =>
		operation.parameters.find(({ name }) => name === 'idempotency-key')?.required === true;
	// ◆ in the interface that programs rely on.
	expect(writes().filter(needsKey).map(nameOf).sort()).toEqual([
		'POST /api/v1/appeals/{id}/decision',
		'POST /api/v1/consultations/{number}/contributions',
		'POST /api/v1/consultations/{number}/entries',
		'POST /api/v1/contributions/{id}/answer',
		'POST /api/v1/contributions/{id}/replies',
		'POST /api/v1/moderation/decisions',
		'POST /api/v1/moderation/decisions/{id}/appeals',
		'PUT /api/v1/polls/{id}/ballot'
	]);
	for (const operation of writes()) {
		const send = (key?: string) =>
			edge.send(addressOf(operation), {
				method: operation.method,
				headers: {
					origin: edge.origin,
					...(operation.body && { 'content-type': 'application/json' }),
					...(key !== undefined && { 'idempotency-key': key })
				},
				...(operation.body && { body: JSON.stringify(exampleOf(operation.body)) })
			});
		const without = await send();
		if (needsKey(operation)) {
			expectProblem(without, 400, 'malformed', nameOf(operation));
			expect(without.text).toContain('"errors":[{"path":"idempotency-key","code":"required"}]');
		} else expect(without.status, nameOf(operation)).not.toBe(400);
		expect((await send('2f1f8a52-0a3c-4e0e-9c54-50b5c3d5be11')).status, nameOf(operation)).not.toBe(
			400
		);
		if (operation.parameters.some(({ name }) => name === 'idempotency-key'))
			for (const key of [
				'',
				'1',
				'nothing',
				'2f1f8a52-0a3c-4e0e-9c54-50b5c3d5be1',
				`${'a'.repeat(36)}`
			])
				expectProblem(await send(key), 400, 'malformed', `${nameOf(operation)} ${key}`);
	}
});

/** As one of the demo's sign-ins, by the API. */
async function signedIn(login: string) {
	const cookie = await edge.cookieOf(login);
	return async <Read>(method: string, path: string, body: unknown = {}): Promise<Read> => {
		const answer =
			method === 'GET'
				? await edge.get(`/api/v1${path}`, { cookie })
				: await edge.json(method, `/api/v1${path}`, body, { cookie });
		expect(answer.status, `${method} ${path} ${answer.text}`).toBeLessThan(300);
		return JSON.parse(answer.text) as Read;
	};
}

test('what is read is what is described, for whoever may read it', async () => {
	const official = await signedIn('official.zhydachiv');
	const resident = await signedIn('resident.zhydachiv');
	const consultant = await signedIn('consultant.zhydachiv');
	const page = await official<{ polls: { id: string }[]; closesAt: string }>(
		'GET',
		`/consultations/${number}`
	);
	const { id: draft } = await official<{ id: string }>('POST', '/consultations', {
		authority: 'zhydachiv-rada'
	});
	const written = await resident<{ id: string; number: string }>(
		'POST',
		`/consultations/${number}/contributions`,
		{ kind: 'opinion', text: 'Купуйте мед у нас!', display: 'name' }
	);
	const decision = { contributionId: written.id, version: 1, action: 'hidden', ground: 'M6_spam' };
	const reason = 'Реклама товару, а не думка про проєкт.';
	const { id: decided } = await consultant<{ id: string }>('POST', '/moderation/decisions', {
		...decision,
		reason
	});
	const appeal = await resident<{ id: string }>(
		'POST',
		`/moderation/decisions/${decided}/appeals`,
		{
			text: 'Це не реклама, а думка про ярмарок.'
		}
	);

	const read = new Set<string>();
	// A stream has no end: what it says is described for sockets as well.
	const reads = operations.filter(
		({ method, responses }) => method === 'GET' && responses['200']!.content!['application/json']
	);
	const seq = String(Number(written.number.split('/')[1]));
	async function readAll(): Promise<void> {
		const roles = edge.accounts.filter(({ login }) =>
			/^(official|consultant|coordinator)/.test(login)
		);
		const cookies = await Promise.all(roles.map(({ login }) => edge.cookieOf(login)));
		for (const operation of reads.filter((one) => !read.has(nameOf(one)))) {
			const address = operation.path
				.replace('{number}', number)
				.replace('{seq}', seq)
				.replace('{ref}', draft)
				.replace('/authorities/{slug}', '/authorities/zhydachiv-rada')
				.replace('{slug}', 'vilkha')
				.replace('/appeals/{id}', `/appeals/${appeal.id}`)
				.replace('{id}', page.polls[0]!.id)
				.replace(/\/poll$/, `/poll?topic=c:${number}`);
			const answers = await Promise.all(cookies.map((cookie) => edge.get(address, { cookie })));
			const answer = answers.find(({ status }) => status === 200);
			if (!answer) continue;
			const { schema } = operation.responses['200']!.content!['application/json']!;
			const errors = Compile(schema as TSchema).Errors(JSON.parse(answer.text));
			expect([...errors].slice(0, 3), address).toEqual([]);
			read.add(nameOf(operation));
		}
	}
	await readAll();
	now = Date.parse(page.closesAt) + 20 * day;
	const later = await signedIn('official.zhydachiv');
	const inbox = `/office/consultations/${number}/inbox?state=waiting&kind=proposal&limit=100`;
	const { items } = await later<{ items: { id: string }[] }>('GET', inbox);
	if (items.length > 0)
		await later('POST', `/contributions/${items[0]!.id}/answer`, {
			status: 'accepted',
			reasons: 'Уже додано до проєкту.',
			alsoFor: items.slice(1).map(({ id }) => id)
		});
	await readAll();
	await later('POST', `/consultations/${number}/report`, { prose, signedBy });
	await readAll();
	expect([...read].sort()).toEqual(reads.map(nameOf).sort());
});
