import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { createApp, type App } from '#core/app.ts';
import { provideApp } from '#core/running.ts';
import { databaseCode, StorageFailure } from '#storage/errors.ts';
import { openErasures } from '#storage/erasures.ts';
import { openKeys } from '#storage/keys.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Clock, Storage } from '#storage/storage.ts';
import { seedDemo } from '../db/seed/demo.ts';
import { seedReference } from '../db/seed/reference.ts';
import type { Limits } from './server/limits.ts';
import type { Mailer } from './server/mail.ts';
import { createServer, type Server } from './server/server.ts';
import { forgetStartUp } from './start-up.ts';
import { projectRoot, readProgram, readSettings, type Settings } from './settings.ts';

interface StartOptions {
	/** Moved by tests that need days to pass. */
	clock?: Clock;
	/** Pages and their styles are recompiled on every change. */
	dev?: boolean;
	limits?: Partial<Limits>;
	/** The most that pages may take in memory; 0 keeps none. */
	pageCacheBytes?: number;
	/** The database can no longer be trusted; the process had better end. */
	onFailure?: ((error: unknown) => void) | undefined;
	/** A start that is no longer wanted ends soon, and leaves nothing half made. */
	stopping?: AbortSignal | undefined;
}

interface Running {
	/** Where it is served: the public address. */
	origin: string;
	/** Opens the first run, where there is no administrator yet. */
	firstCode: string | null;
	app: App;
	server: Server;
	/** Sends letters; undefined without a mail server. */
	mailer: Mailer | undefined;
	/** Finishes what is under way, then closes the database. */
	stop(): Promise<void>;
}

/** Longer than the server itself gives to requests under way, shorter than supervisors wait. */
const stopLimit = 9500;
const minute = 60_000;
const day = 24 * 60 * minute;

/** Storage, application and server, from settings to an open port. Throws what says `exitCode`. */
export async function start(settings: Settings, options: StartOptions = {}): Promise<Running> {
	const { clock = Date.now, dev = false, limits = {}, onFailure, stopping } = options;
	const { pageCacheBytes = 32 * 1_048_576 } = options;
	await fillIfEmpty(settings, { clock, onFailure, stopping });
	const storage = await openStorage(settings, { clock, onFailure });
	const site = { origin: settings.origin ?? new URL(`http://localhost:${settings.port}`) };
	let everyMinute: NodeJS.Timeout | undefined;
	const closing = new AbortController();
	try {
		const app = await createApp(storage, {
			secure: settings.origin?.protocol === 'https:',
			demo: settings.demo,
			design: dev || settings.design === true,
			mail: settings.smtpUrl !== undefined,
			operator: settings.operator,
			contact: settings.contact,
			program: readProgram(),
			origin: site.origin,
			// As long as martial law lasts (requirements R-22).
			holidaysAreWorkingDays: true,
			erasures: openErasures(settings.data)
		});
		await eraseAgain(app);
		provideApp(app);
		const server = await createServer(app, { site, dev, limits, pageCacheBytes, ...settings });
		await listen(server, settings);
		const { port } = server.server.address() as AddressInfo;
		if (!settings.origin) site.origin.port = String(port);
		const code = await app.firstRun.announce({ kind: 'system', job: 'start' }, undefined);
		const mailer = await openMailer(app, server, settings, () => site.origin.origin);
		everyMinute = setInterval(keepTime(app, mailer), minute);
		const filled = fillIndex(app, server, closing.signal);
		let stopped: Promise<void> | undefined;
		return {
			firstCode: code,
			origin: site.origin.origin,
			app,
			server,
			mailer,
			stop() {
				clearInterval(everyMinute);
				closing.abort();
				return (stopped ??= Promise.all([server.close(), mailer?.stop(), filled]).then(() =>
					storage.close()
				));
			}
		};
	} catch (error) {
		clearInterval(everyMinute);
		await storage.close();
		throw error;
	}
}

/** An older database that was put in place brings nobody back who had their account erased. */
async function eraseAgain({ privacy }: App): Promise<void> {
	const again = await privacy.eraseAgain({ kind: 'system', job: 'erasure' }, undefined);
	if (again > 0) console.log(`Accounts that were erased before, and now again: ${again}`);
}

/** After an update that made the search index anew: until it is full, search finds less. */
async function fillIndex({ search }: App, { log }: Server, stopping: AbortSignal): Promise<void> {
	await search
		.fill({ kind: 'system', job: 'index' }, { stopping })
		.catch((error: unknown) => log.error(error, 'the search index is not full'));
}

/** Loaded only where there is a mail server: an installation without one does not pay for it. */
async function openMailer(
	app: App,
	{ log }: Server,
	{ smtpUrl, mailFrom }: Settings,
	origin: () => string
): Promise<Mailer | undefined> {
	if (!smtpUrl || !mailFrom) return undefined;
	const { createMailer } = await import('./server/mail.ts');
	return createMailer(app, { url: smtpUrl, from: mailFrom, origin, log });
}

/**
 * What time alone brings about. Silence on an appeal restores the words; and the command itself leaves the time in
 * the database, for where nobody writes, results may still have been shown. Letters go out again, and once a day what
 * has been kept long enough goes. Without room for it there is none for a ballot either: the next minute tries
 * again.
 */
function keepTime(app: App, mailer: Mailer | undefined): () => void {
	const { follows, moderation, privacy, storage, verification } = app;
	const job = (name: string) => ({ kind: 'system', job: name }) as const;
	const done = { hour: -Infinity, day: -Infinity };
	async function once(every: keyof typeof done, span: number, work: () => Promise<unknown>) {
		if (storage.now() - done[every] < span) return;
		done[every] = storage.now();
		await work().catch(() => (done[every] = -Infinity));
	}
	async function pass(): Promise<void> {
		await moderation.restoreOverdue(job('minute'), undefined).catch(() => undefined);
		await verification.restoreSilentAppeals(job('minute'), undefined).catch(() => undefined);
		await mailer?.deliver().catch(() => undefined);
		await once('hour', 60 * minute, async () => {
			await verification.tellOfEnds(job('hour'), undefined);
			await follows.tellOfClosing(job('hour'), undefined);
			await privacy.forgetWaiting(job('hour'), undefined);
		});
		await once('day', day, () => privacy.retain(job('retention'), undefined));
	}
	return () => void pass();
}

type Opening = Pick<StartOptions, 'onFailure'> & { clock: Clock };

/** Every installation gets the places and the rules; a demo gets its people and consultations, once. */
async function fillIfEmpty(
	settings: Settings,
	opening: Opening & Pick<StartOptions, 'stopping'>
): Promise<void> {
	// Only a file of our own can be taken away again; another database gets its demo to the end.
	const stopping = settings.databaseUrl === undefined ? opening.stopping : undefined;
	try {
		await fill(settings, { ...opening, stopping });
	} catch (error) {
		if (stopping?.aborted && error === stopping.reason)
			for (const end of ['', '-wal', '-shm'])
				rmSync(join(settings.data, `viche.sqlite${end}`), { force: true });
		throw error;
	}
}

async function fill(
	settings: Settings,
	{ clock, onFailure, stopping }: Parameters<typeof fillIfEmpty>[1]
): Promise<void> {
	const now = clock();
	let instant = now;
	const storage = await openStorage(settings, { clock: () => instant, onFailure });
	const { db, t } = storage;
	try {
		const half = eq(t.meta.key, 'demo_unfinished');
		if ((await db.$count(t.meta, half)) > 0)
			throw new StorageFailure(
				70,
				`The demo was interrupted: empty ${settings.data} and start again.`
			);
		const [there] = await db.select().from(t.areas).limit(1);
		if (there) return;
		if (!settings.demo) return await seedReference(storage, projectRoot);
		// The demo begins in the past, and time does not go back.
		instant = 0;
		const seeding = { kind: 'system', job: 'seed' } as const;
		await storage.write(seeding, ({ db }) =>
			db.insert(t.meta).values({ key: 'demo_unfinished', value: '' })
		);
		const seed = { root: projectRoot, folder: settings.data, now, stopping };
		const signIns = await seedDemo(storage, { ...seed, moveClock: (at) => (instant = at) });
		await storage.write(seeding, ({ db }) => db.delete(t.meta).where(half));
		if (settings.logLevel === 'silent') return;
		console.log(`Demo sign-ins, also in ${join(settings.data, 'demo-accounts.json')}:`);
		for (const { login, password, note } of signIns)
			console.log(`  ${login.padEnd(24)}${password.padEnd(16)}${note}`);
		console.log('Whoever works in the network also needs six digits: npm run totp -- <login>');
	} finally {
		await storage.close();
	}
}

async function listen(server: Server, { port, host }: Settings): Promise<void> {
	try {
		await server.listen({ port, host });
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== 'EADDRINUSE') throw error;
		const message = `Port ${port} of ${host} is already in use: free it, or set PORT to another one.`;
		throw Object.assign(new Error(message, { cause: error }), { exitCode: 1 });
	}
}

async function openStorage(settings: Settings, { clock, onFailure }: Opening): Promise<Storage> {
	const migrations = (dialect: string) => join(projectRoot, 'db', dialect);
	const storage =
		settings.databaseUrl === undefined
			? openSqlite({ folder: settings.data, migrations: migrations('sqlite'), clock })
			: await openOther(settings, { migrations: migrations('postgres'), clock });
	if (onFailure) storage.onFailure(onFailure);
	return storage;
}

/** Loaded only where there is one: an installation on SQLite does not pay for it. */
async function openOther(
	{ data, databaseUrl }: Settings,
	options: { migrations: string; clock: Clock }
): Promise<Storage> {
	const { openPostgres } = await import('#storage/pool.ts');
	return openPostgres(databaseUrl!, { ...options, keys: openKeys(join(data, 'keys')) });
}

/** The process from its first sentence to its exit code. */
export async function runProcess(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
	const { dev } = parseArgs({ args, options: { dev: { type: 'boolean', default: false } } }).values;
	const signal = firstSignal();
	void signal.then(() => setTimeout(() => process.exit(0), stopLimit).unref());
	const unwanted = new AbortController();
	void signal.then(() => unwanted.abort());
	const { signal: stopping } = unwanted;
	try {
		const running = await start(readSettings(env), { dev, onFailure: endAfterFailure, stopping });
		if (running.firstCode !== null) tellFirstCode(running.origin, running.firstCode);
		process.on('unhandledRejection', (error) => running.server.log.error(error));
		forgetStartUp();
		console.log(`Viche is ready at ${running.origin} (${Math.round(performance.now())} ms)`);
		await signal;
		await running.stop();
		process.exit(0);
	} catch (error) {
		if (stopping.aborted && error === stopping.reason) process.exit(0);
		const plain = whatCanBePutRight(error);
		console.error(plain?.message ?? error);
		process.exit(plain?.exitCode ?? 1);
	}
}

/** On the console of whoever starts it, never in the log: it makes an administrator. */
function tellFirstCode(origin: string, code: string): void {
	console.log(`Nobody administers this network yet. Open ${origin}/first-run within an hour`);
	console.log(`and type this one-time code: ${code}`);
}

/** Where in the code it happened helps nobody who only has to free a port, a folder or a database. */
function whatCanBePutRight(error: unknown): (Error & { exitCode?: number }) | undefined {
	for (let at = error; at instanceof Error; at = at.cause)
		if ('exitCode' in at || 'syscall' in at) return at as Error & { exitCode?: number };
	return undefined;
}

/**
 * Listens before anything is open, so that a signal during the start ends it just as well, and for good: npm
 * repeats what the terminal has sent already, and that must not cut what the first signal lets finish.
 */
function firstSignal(): Promise<void> {
	return new Promise((resolve) => {
		for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => resolve());
	});
}

function endAfterFailure(error: unknown): void {
	console.error(`The database has failed (${databaseCode(error) || String(error)}).`);
	process.exit(70);
}
