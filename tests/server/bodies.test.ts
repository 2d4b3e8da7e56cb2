import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, operationsIn, type Operation } from '../support/census.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';
import { expectProblem } from '../support/http.ts';
import { exampleOf, lookAlikesOf } from '../support/look-alikes.ts';

const key = '2f1f8a52-0a3c-4e0e-9c54-50b5c3d5be11';
let edge: Edge;
let operations: Operation[];
beforeAll(async () => {
	edge = await startAtEdge();
	operations = operationsIn(JSON.parse((await edge.get('/api/openapi.json')).text));
});
afterAll(() => edge.stop());

const post = (
	body: string | Buffer,
	headers: Record<string, string> = {},
	path = '/api/v1/session'
) =>
	edge.send(path, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
		body
	});
const signIn = '{"login":"nobody","password":"wrong"}';

describe('the type of a body', () => {
	test.each([
		'application/json',
		'APPLICATION/JSON',
		'application/json;charset=utf-8',
		'application/json; charset="UTF-8"',
		'application/json ; charset=utf-8 '
	])('may be %j', async (type) => {
		expectProblem(await post('{}', { 'content-type': type }), 400, 'malformed');
	});

	test.each([
		'text/plain',
		'text/json',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/json; charset=utf-16',
		'application/json; charset=utf-8; x=y',
		'application/json, text/plain',
		'application/json;',
		'application/jsonp',
		'application/json\t.',
		'application/ld+json',
		'application/problem+json',
		'application/merge-patch+json',
		'x; application/json',
		'json',
		''
	])('may not be %j', async (type) => {
		expectProblem(await post('{}', { 'content-type': type }), 415, 'unsupported_media_type');
		const read = await edge.get('/api/v1/areas', { 'content-type': type });
		expectProblem(read, 415, 'unsupported_media_type');
	});

	test('cannot be left out, nor the body be compressed', async () => {
		const { 'content-type': _, ...headers } = { 'content-type': '', origin: edge.origin };
		const bare = await edge.send('/api/v1/session', { method: 'POST', headers, body: signIn });
		expectProblem(bare, 415, 'unsupported_media_type');
		const { gzipSync } = await import('node:zlib');
		const zipped = await post(gzipSync(signIn), { 'content-encoding': 'gzip' });
		expectProblem(zipped, 400, 'malformed');
	});
});

describe('the size of a body', () => {
	const padded = (bytes: number) => `{"login":"nobody"}`.padEnd(bytes);

	test('is 64 KiB at most by the API, told or in chunks', async () => {
		expectProblem(await post(padded(65_536)), 400, 'malformed');
		expectProblem(await post(padded(65_537)), 413, 'too_large');
		const inChunks = { 'transfer-encoding': 'chunked', 'content-type': 'application/json' };
		const chunked = (bytes: number) =>
			edge.writeRaw(
				edge.request(
					'POST /api/v1/session',
					Object.entries(inChunks).map((header) => header.join(': ')),
					`${bytes.toString(16)}\r\n${padded(bytes)}\r\n0\r\n\r\n`
				)
			);
		expectProblem((await chunked(65_536)).answers[0]!, 400, 'malformed');
		expectProblem((await chunked(65_537)).answers[0]!, 413, 'too_large');
	});

	test('is 64 KiB at most in a form, 512 KiB in the office, and is told beforehand', async () => {
		const form = (path: string, length: number, lines: string[] = []) =>
			edge.writeRaw(
				edge.request(
					`POST ${path}`,
					[
						`Origin: ${edge.origin}`,
						'Content-Type: application/x-www-form-urlencoded',
						...(length > 0 ? [`Content-Length: ${length}`] : []),
						...lines
					],
					'a='.padEnd(length, 'a')
				)
			);
		const statusOf = async (...given: Parameters<typeof form>) =>
			(await form(...given)).answers[0]?.status;
		expect(await statusOf('/sign-in', 65_536)).toBe(401);
		for (const path of ['/check', '/pl/check', '/nowhere', '/officer', '/?/office', '/en/offic%65'])
			expect(await statusOf(path, 65_537), path).toBe(413);
		// What was typed in an office goes through sign-in when the session has ended.
		for (const path of ['/office', '/pl/office/drafts/x/document', '/office?/start', '/pl/sign-in'])
			expect(await statusOf(path, 524_288), path).toBeLessThan(405);
		expect(await statusOf('/office', 524_289)).toBe(413);
		const { answers, closed } = await form('/sign-in', 0, ['Transfer-Encoding: chunked']);
		expect([answers[0]?.status, closed]).toEqual([411, false]);
		expect(answers[0]?.headers.connection).toBe('close');
	});
});

describe('JSON', () => {
	const nested = (depth: number, inner = '1') =>
		`{"login":"nobody","password":${'['.repeat(depth)}${inner}${']'.repeat(depth)}}`;

	test.each([
		['nothing', ''],
		['white space', '  \n'],
		['no JSON', 'login=nobody'],
		['JSON that breaks off', '{"login":"nobody"'],
		['two values', `${signIn}{}`],
		['a comma too many', '{"login":"nobody","password":"wrong",}'],
		['single quotes', "{'login':'nobody'}"],
		['a comment', `/* */${signIn}`],
		['NaN', '{"login":NaN}'],
		['a byte order mark', `\uFEFF${signIn}`],
		['a control in a text', '{"login":"a\u0001b"}'],
		['half a surrogate pair', '{"login":"nobody","password":"\\ud800"}'],
		['the other half', '{"login":"nobody","password":"\\udc00\\ud800"}'],
		['half a pair in a name', '{"login":"nobody","password":"wrong","\\ud800":1}'],
		['a name for prototypes', '{"login":"nobody","password":"wrong","__proto__":{"a":1}}'],
		['that name in escapes', '{"login":"nobody","password":"wrong","__pr\\u006fto__":1}'],
		['that name further down', nested(3, '{"__proto__":1}')],
		['more than 20 levels', nested(20)],
		['ten thousand levels', nested(10_000)],
		['levels without end', '['.repeat(60_000)],
		['levels of objects without end', '{"a":'.repeat(10_000)]
	])('is refused: %s', async (_, body) => {
		const answer = await post(body);
		expectProblem(answer, 400, 'malformed');
		expect(answer.text).not.toContain('"errors"');
	});

	test('in other bytes than UTF-8 is refused', async () => {
		for (const bytes of [
			Buffer.from(signIn, 'utf16le'),
			Buffer.from('{"login":"\xe9","password":"wrong"}', 'latin1'),
			Buffer.from('7b226c6f67696e223a22eda080227d', 'hex'),
			Buffer.from('7b226c6f67696e223a22c0af227d', 'hex')
		])
			expectProblem(await post(bytes), 400, 'malformed');
	});

	test('that says a name twice says the last, to the check and to the application alike', async () => {
		expectProblem(await post('{"login":"nobody","password":"wrong","login":7}'), 400, 'malformed');
		const right = await post('{"login":7,"password":7,"login":"nobody","password":"wrong"}');
		expectProblem(right, 401, 'wrong_sign_in');
	});

	test('with numbers beyond all measure is refused', async () => {
		const path = '/api/v1/polls/nothing/ballot';
		for (const version of ['1e999', '-1', '1.5', '1e-9'])
			expectProblem(
				await edge.send(path, {
					method: 'PUT',
					headers: { 'content-type': 'application/json', 'idempotency-key': key },
					body: `{"choice":{"option":"a"},"expectedVersion":${version}}`
				}),
				400,
				'malformed',
				version
			);
	});
});

describe('what only looks like what is asked for', () => {
	test('is refused with its path, for every field of every write', async () => {
		let tried = 0;
		for (const { method, path, body } of operations) {
			if (!body) continue;
			const send = (value: unknown) =>
				edge.send(addressOf({ path }), {
					method,
					headers: { 'content-type': 'application/json', 'idempotency-key': key },
					body: JSON.stringify(value)
				});
			const right = await send(exampleOf(body));
			expect([401, 403, 404], `${path} ${right.text}`).toContain(right.status);
			for (const { path: wrong, value } of lookAlikesOf(body)) {
				const about = `${method} ${path} ${JSON.stringify(value).slice(0, 200)}`;
				const answer = await send(value);
				expectProblem(answer, 400, 'malformed', about);
				const { errors } = JSON.parse(answer.text) as { errors: { path: string }[] };
				const known = errors.some((one) => one.path === wrong || one.path.startsWith(`${wrong}.`));
				expect(wrong === '' || known, `${about}: ${answer.text}`).toBe(true);
				tried++;
			}
		}
		expect(tried).toBeGreaterThan(500);
	});

	test('is refused in addresses too, for every list', async () => {
		const wrongNumbers = [
			'',
			'x',
			'1.5',
			'-1',
			'1e999',
			'0x1',
			'true',
			'null',
			'1,2',
			'%20',
			'%D9%A1'
		];
		let tried = 0;
		for (const { method, path, parameters } of operations) {
			const queries = parameters.filter((one) => one.in === 'query');
			if (method !== 'GET' || queries.length < 2) continue;
			const ask = (query: string) => edge.get(`${addressOf({ path })}?${query}`);
			const refused = [
				'nonsense=1',
				'__proto__=1',
				...queries.flatMap(({ name, schema }) => [
					`${name}[]=1`,
					`${name}=1&${name}=2`,
					...(schema.enum ? [`${name}=unknown`, `${name}=`] : []),
					...(schema.maxLength ? [`${name}=${'x'.repeat(schema.maxLength + 1)}`] : []),
					...(schema.type === 'integer' ? wrongNumbers.map((text) => `${name}=${text}`) : []),
					...(name === 'limit' ? ['limit=0', 'limit=101'] : [])
				])
			];
			for (const query of refused) {
				expectProblem(await ask(query), 400, 'malformed', `${path}?${query.slice(0, 50)}`);
				tried++;
			}
		}
		expect(tried).toBeGreaterThan(50);
	});
});
