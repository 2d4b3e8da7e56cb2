import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../src/settings.ts';
import { start } from '../../src/start.ts';
import { temporaryFolder } from './folder.ts';

interface Account {
	login: string;
	password: string;
}

/** The real server with the demo on a real port, and a client for each of its sign-ins. */
export async function startDemo(
	clock: () => number = Date.now,
	others: Record<string, string> = {}
) {
	const folder = temporaryFolder();
	const settings = readSettings({
		PORT: '0',
		VICHE_DATA: folder,
		VICHE_DEMO: '1',
		LOG_LEVEL: 'silent',
		...others
	});
	const running = await start(settings, { clock });
	const accounts = JSON.parse(
		readFileSync(join(folder, 'demo-accounts.json'), 'utf8')
	) as Account[];
	const api = `${running.origin}/api/v1`;

	function client(cookie = '') {
		return async (
			method: string,
			path: string,
			body?: unknown,
			headers: Record<string, string> = {}
		) => {
			const response = await fetch(`${api}${path}`, {
				method,
				headers: {
					origin: running.origin,
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
	async function cookieOf(login: string): Promise<string> {
		const { password } = accounts.find((one) => one.login === login)!;
		const { headers } = await client()('POST', '/session', { login, password });
		return headers.get('set-cookie')!.split(';')[0]!;
	}
	return {
		...running,
		folder,
		accounts,
		visitor: client(),
		cookieOf,
		signedIn: async (login: string) => client(await cookieOf(login))
	};
}
export type Demo = Awaited<ReturnType<typeof startDemo>>;
