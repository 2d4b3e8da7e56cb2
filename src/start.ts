import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp, type App } from '#core/app.ts';
import { provideApp } from '#core/running.ts';
import { databaseCode } from '#storage/errors.ts';
import { openKeys } from '#storage/keys.ts';
import { openPostgres } from '#storage/pool.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Clock, Storage } from '#storage/storage.ts';
import { seedDemo } from '../db/seed/demo.ts';
import { seedReference } from '../db/seed/reference.ts';
import type { LiveLimits } from './server/live/limits.ts';
import { createServer, type Server } from './server/server.ts';
import { projectRoot, readSettings, type Settings } from './settings.ts';

interface StartOptions {
	/** Moved by tests that need days to pass. */
	clock?: Clock;
	/** Pages and their styles are recompiled on every change. */
	dev?: boolean;
	limits?: Partial<LiveLimits>;
	/** The database can no longer be trusted; the process had better end. */
	onFailure?: (error: unknown) => void;
}

interface Running {
	/** Where it is served: the public address. */
	origin: string;
	app: App;
	server: Server;
	/** Finishes what is under way, then closes the database. */
	stop(): Promise<void>;
}

/** Longer than the server itself gives to requests under way, shorter than supervisors wait. */
const stopLimit = 9500;

/** Storage, application and server, from settings to an open port. Throws what says `exitCode`. */
export async function start(settings: Settings, options: StartOptions = {}): Promise<Running> {
	const { clock = Date.now, dev = false, limits = {}, onFailure } = options;
	await fillIfEmpty(settings, clock);
	const storage = await openStorage(settings, clock);
	if (onFailure) storage.onFailure(onFailure);
	try {
		const app = await createApp(storage, {
			secure: settings.origin?.protocol === 'https:',
			demo: settings.demo,
			// As long as martial law lasts (requirements R-22).
			holidaysAreWorkingDays: true
		});
		provideApp(app);
		const site = { origin: settings.origin ?? new URL(`http://localhost:${settings.port}`) };
		const server = await createServer(app, { site, dev, limits, ...settings });
		await server.listen({ port: settings.port, host: settings.host });
		const { port } = server.server.address() as AddressInfo;
		if (!settings.origin) site.origin.port = String(port);
		let stopped: Promise<void> | undefined;
		return {
			origin: site.origin.origin,
			app,
			server,
			stop: () => (stopped ??= server.close().then(() => storage.close()))
		};
	} catch (error) {
		await storage.close();
		throw error;
	}
}

/** Every installation gets the places and the rules; a demo gets its people and consultations, once. */
async function fillIfEmpty(settings: Settings, clock: Clock): Promise<void> {
	let now = clock();
	const storage = await openStorage(settings, () => now);
	try {
		const [there] = await storage.db.select().from(storage.t.areas).limit(1);
		if (there) return;
		if (!settings.demo) return await seedReference(storage, projectRoot);
		const seed = { root: projectRoot, folder: settings.data, now };
		const signIns = await seedDemo(storage, { ...seed, moveClock: (at) => (now = at) });
		console.log(`${signIns} demo sign-ins: ${join(settings.data, 'demo-accounts.json')}`);
	} finally {
		await storage.close();
	}
}

async function openStorage(settings: Settings, clock: Clock): Promise<Storage> {
	const migrations = (dialect: string) => join(projectRoot, 'db', dialect);
	if (settings.databaseUrl === undefined)
		return openSqlite({ folder: settings.data, migrations: migrations('sqlite'), clock });
	return openPostgres(settings.databaseUrl, {
		keys: openKeys(join(settings.data, 'keys')),
		migrations: migrations('postgres'),
		clock
	});
}

/** The process from its first sentence to its exit code. */
export async function runProcess(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
	const { dev } = parseArgs({ args, options: { dev: { type: 'boolean', default: false } } }).values;
	// Listens before anything is open: a signal during the start ends it just as well.
	const signal = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
	try {
		const running = await start(readSettings(env), { dev, onFailure: endAfterFailure });
		process.on('unhandledRejection', (error) => running.server.log.error(error));
		console.log(`Viche is ready at ${running.origin} (${Math.round(performance.now())} ms)`);
		await signal;
		setTimeout(() => process.exit(0), stopLimit).unref();
		await running.stop();
		process.exit(0);
	} catch (error) {
		const known = error as { exitCode?: number; code?: string };
		const plain = known.exitCode !== undefined || known.code === 'EADDRINUSE';
		console.error(plain ? (error as Error).message : error);
		process.exit(known.exitCode ?? 1);
	}
}

function endAfterFailure(error: unknown): void {
	console.error(`The database has failed (${databaseCode(error) || String(error)}).`);
	process.exit(70);
}
