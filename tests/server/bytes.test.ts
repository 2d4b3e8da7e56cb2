import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from '../support/http.ts';
import { startAtEdge, type Edge } from '../support/edge.ts';

let edge: Edge;
beforeAll(async () => {
	edge = await startAtEdge();
});
afterAll(() => edge.stop());

describe('bytes that two servers might read in two ways', () => {
	const post = ['Content-Type: application/json'];
	test.each([
		['a length beside chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
		['two lengths', ['Content-Length: 0', 'Content-Length: 5'], ''],
		['one length twice', ['Content-Length: 2', 'Content-Length: 2'], '{}'],
		['a list of lengths', ['Content-Length: 2, 2'], '{}'],
		['a signed length', ['Content-Length: +2'], '{}'],
		['a negative length', ['Content-Length: -2'], '{}'],
		['a length beyond numbers', ['Content-Length: 99999999999999999999'], '{}'],
		['a length in hexadecimal', ['Content-Length: 0x2'], '{}'],
		['another encoding than chunks', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
		['chunks that are not last', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
		['a space before the colon', ['Transfer-Encoding : chunked'], '0\r\n\r\n'],
		['a name with a space in it', ['Transfer Encoding: chunked'], '0\r\n\r\n'],
		['a folded line', ['X-Folded: a', ' b', 'Content-Length: 2'], '{}'],
		['a bare LF in a header', ['X: a\nTransfer-Encoding: chunked'], '0\r\n\r\n'],
		['a bare CR in a header', ['X: a\rTransfer-Encoding: chunked'], '0\r\n\r\n'],
		['NUL in a header', ['X: a\0b', 'Content-Length: 2'], '{}'],
		['a chunk without a size', ['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'],
		['a chunk of another size', ['Transfer-Encoding: chunked'], '1\r\n{}\r\n0\r\n\r\n'],
		['a bare LF after a chunk’s size', ['Transfer-Encoding: chunked'], '2;a\nb\r\n{}\r\n0\r\n\r\n']
	])('are refused and the connection with them: %s', async (_, lines, body) => {
		for (const path of ['/api/v1/session', '/sign-in']) {
			const bytes =
				edge.request(`POST ${path}`, [...post, ...lines], body) + edge.request('GET /healthz');
			const { answers, closed } = await edge.writeRaw(bytes, { answers: 2 });
			expect(answers, path).toHaveLength(1);
			expect(closed).toBe(true);
			// A form that comes in chunks is refused before they are looked at.
			if (answers[0]?.status !== 411) expectProblem(answers[0]!, 400, 'malformed', path);
		}
	});

	test('are refused: lines that end by LF alone, and what is no HTTP at all', async () => {
		for (const bytes of [
			`GET /healthz HTTP/1.1\nHost: ${edge.host}\n\n`,
			edge.request('GET /healthz').replace('HTTP/1.1', 'HTTP/9.9'),
			'\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
			'SSH-2.0-OpenSSH\r\n',
			'\r\n\r\n\0\r\n\r\n'
		]) {
			const { answers, closed } = await edge.writeRaw(bytes, { answers: 2 });
			expect(closed).toBe(true);
			for (const { status } of answers) expect(status).toBe(400);
		}
	});

	test('never become a second request, whatever the first one is answered', async () => {
		const inner = edge.request('GET /api/v1/areas?limit=1');
		for (const [path, ...lines] of [
			['/api/v1/session', 'Content-Type: text/plain'],
			['/api/v1/session', 'Content-Type: application/json', 'Origin: http://evil.example'],
			['/api/v1/nowhere', 'Content-Type: application/json'],
			['/sign-in', 'Content-Type: application/x-www-form-urlencoded'],
			['/sign-in', 'Host: evil.example'],
			['/healthz', 'Content-Type: text/plain'],
			['/favicon.svg', 'Content-Type: text/plain']
		] as const) {
			const bytes = edge.request(
				`POST ${path}`,
				[...lines, `Content-Length: ${inner.length}`],
				inner
			);
			const { answers, closed } = await edge.writeRaw(bytes + edge.request('GET /healthz'), {
				answers: 2
			});
			expect(answers[0]?.status, path).toBeGreaterThanOrEqual(300);
			const after = answers.slice(1).map(({ text }) => text);
			expect(after, path).toEqual(closed ? [] : ['{"ok":true}']);
		}
	});
});

describe('headers', () => {
	test('too large, or too many, are refused', async () => {
		for (const lines of [
			[`X: ${'a'.repeat(20_000)}`],
			[`Cookie: viche_session=${'a'.repeat(20_000)}`],
			Array.from({ length: 2000 }, (_, n) => `X-${n}: a`)
		]) {
			const { answers, closed } = await edge.writeRaw(edge.request('GET /', lines), { answers: 2 });
			expect(closed).toBe(true);
			expectProblem(answers[0]!, 431, 'headers_too_large');
		}
		const { answers } = await edge.writeRaw(edge.request(`GET /${'a'.repeat(20_000)}`), {
			answers: 2
		});
		expect(answers[0]?.status).toBe(431);
	});

	test('of any content are read without a failure', async () => {
		for (const [name, value] of [
			['cookie', 'viche_session=%E0%A4%A; __proto__=x; =; ;;;'],
			['cookie', `viche_session=%00; viche_session=${'a'.repeat(4000)}`],
			['accept', ';;;q=,,/'],
			['accept-language', '*;q=9, -, __proto__'],
			['accept-encoding', ';;q=,,*;q=0'],
			['if-none-match', '"'],
			['if-modified-since', 'yesterday'],
			['range', 'bytes=9-1'],
			['x-sveltekit-action', 'true'],
			['x-sveltekit-invalidated', '__proto__'],
			['sec-fetch-site', '\xff'],
			['content-type', 'multipart/form-data; boundary="'],
			['idempotency-key', '\xff'],
			['x-http-method-override', 'DELETE'],
			['x-original-url', '/api/v1/session'],
			['te', 'trailers, deflate;q=0.5'],
			['max-forwards', '0']
		] as const)
			for (const path of ['/', '/account', '/favicon.svg', '/api/v1/session', '/healthz'])
				expect((await edge.get(path, { [name]: value })).status, `${name} ${path}`).toBeLessThan(
					500
				);
	});

	test('Expect is answered, and only 100-continue is fulfilled', async () => {
		const lines = ['Content-Type: application/json', 'Content-Length: 2', 'Expect: 100-continue'];
		const { answers } = await edge.writeRaw(edge.request('POST /api/v1/session', lines, '{}'));
		expectProblem(answers[0]!, 400, 'malformed');
		const other = await edge.writeRaw(edge.request('GET /healthz', ['Expect: a miracle']));
		expect(other.answers[0]?.status).toBe(417);
	});
});
