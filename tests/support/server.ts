import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveLimits } from '../../src/server/live/limits.ts';
import { readSettings } from '../../src/settings.ts';
import { start } from '../../src/start.ts';
import { apiClient } from './client.ts';
import { copyOf, temporaryFolder } from './folder.ts';

interface Account {
	login: string;
	password: string;
}

interface DemoOptions {
	/** A data folder that is there already: what it holds goes on. */
	folder?: string;
	limits?: Partial<LiveLimits>;
	settings?: Record<string, string>;
}

/** The real server with the demo on a real port, and a client for each of its sign-ins. */
export async function startDemo(
	clock: () => number = Date.now,
	{ folder = folderFor(clock()), limits = {}, settings: others = {} }: DemoOptions = {}
) {
	const settings = readSettings({
		PORT: '0',
		VICHE_DATA: folder,
		VICHE_DEMO: '1',
		LOG_LEVEL: 'silent',
		...others
	});
	const running = await start(settings, { clock, limits });
	const accounts = JSON.parse(
		readFileSync(join(folder, 'demo-accounts.json'), 'utf8')
	) as Account[];
	const client = (cookie = '') => apiClient(running.origin, cookie);
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
		client,
		cookieOf,
		signedIn: async (login: string) => client(await cookieOf(login)),
		/** Who is signed in under a login, for calls of the application itself. */
		actorOf: async (login: string) =>
			running.app.sessions.actorOf((await cookieOf(login)).split('=')[1])
	};
}

/** Of the demo that is made for today there is one to copy; for another day it is made anew. */
function folderFor(now: number): string {
	const made = process.env['VICHE_TEST_DEMO'];
	const isToday = Math.abs(Date.now() - now) < 60_000;
	return made !== undefined && isToday ? copyOf(made) : temporaryFolder();
}

export type Demo = Awaited<ReturnType<typeof startDemo>>;
