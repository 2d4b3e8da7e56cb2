import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Limits } from '../../src/server/limits.ts';
import { readSettings } from '../../src/settings.ts';
import { start } from '../../src/start.ts';
import { apiClient } from './client.ts';
import { copyOf, temporaryFolder } from './folder.ts';
import { unlimited } from './limits.ts';

interface Account {
	login: string;
	password: string;
	/** Base32, of whoever works in the network. */
	totpSecret: string | null;
}

interface DemoOptions {
	/** A data folder that is there already: what it holds goes on. */
	folder?: string;
	/** 0, where each page shall be drawn. */
	pageCacheBytes?: number;
	limits?: Partial<Limits>;
	settings?: Record<string, string>;
}

/** The real server with the demo on a real port, and a client for each of its sign-ins. */
export async function startDemo(
	clock: () => number = Date.now,
	{ folder = folderFor(clock()), limits = {}, settings: others = {}, ...options }: DemoOptions = {}
) {
	const settings = readSettings({
		PORT: '0',
		VICHE_DATA: folder,
		VICHE_DEMO: '1',
		LOG_LEVEL: 'silent',
		...others
	});
	const running = await start(settings, { ...options, clock, limits: { ...unlimited, ...limits } });
	const accounts = JSON.parse(
		readFileSync(join(folder, 'demo-accounts.json'), 'utf8')
	) as Account[];
	const client = (cookie = '') => apiClient(running.origin, cookie);
	const { app } = running;
	/** Of a new session, with all that is asked for but the password: to check one takes longer than most pages. */
	async function cookieOf(login: string): Promise<string> {
		const { db, t, now } = app.storage;
		const [account] = await db.select().from(t.accounts).where(eq(t.accounts.login, login));
		const { name, value } = await app.sessions.start(account!.id, { secondFactorAt: now() });
		return `${name}=${value}`;
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
