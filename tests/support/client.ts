import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** The API as somebody uses it from our own pages, with the session that the cookie stands for. */
export function apiClient(origin: string, cookie = '') {
	return async (
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {}
	) => {
		const response = await fetch(`${origin}/api/v1${path}`, {
			method,
			headers: {
				origin,
				...(cookie ? { cookie } : {}),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
				...headers
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		});
		const text = await response.text();
		const answer: unknown = text === '' ? {} : JSON.parse(text);
		return { status: response.status, headers: response.headers, body: answer, text };
	};
}
export type ApiClient = ReturnType<typeof apiClient>;

/** Asks again for as long as a busy machine turns it away. */
export const patient =
	(client: ApiClient): ApiClient =>
	async (...asked) => {
		let answer = await client(...asked);
		while (answer.status === 503) answer = await client(...asked);
		return answer;
	};

/**
 * The same over connections of its own: `fetch` uses one again that carried something else before, also where a test
 * has made that one deaf.
 */
export function apiClientApart(origin: string, cookie = ''): ApiClient {
	const agent = new Agent({ keepAlive: true });
	return async (method, path, body, headers = {}) => {
		const sent = request(`${origin}/api/v1${path}`, {
			method,
			agent,
			headers: {
				origin,
				...(cookie && { cookie }),
				...(body !== undefined && { 'content-type': 'application/json' }),
				...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
				...headers
			}
		});
		sent.end(body === undefined ? undefined : JSON.stringify(body));
		const [response] = (await once(sent, 'response')) as [IncomingMessage];
		const text = await textOf(response);
		const answer: unknown = text === '' ? {} : JSON.parse(text);
		const { statusCode: status = 0 } = response;
		return {
			status,
			headers: new Headers(response.headers as Record<string, string>),
			body: answer,
			text
		};
	};
}
