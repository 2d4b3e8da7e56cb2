import { randomUUID } from 'node:crypto';

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
