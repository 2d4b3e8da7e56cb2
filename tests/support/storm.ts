import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { backUp, putBack } from '#storage/backup.ts';
import { apiClientApart } from './client.ts';
import { startProxy } from './fault-proxy.ts';
import type { Cursor } from './live.ts';
import { startOn, type ServerProcess } from './process.ts';
import { seededFolder } from './seeded.ts';
import { createStormClient } from './storm/client.ts';
import type { LineKind } from './storm/lines.ts';
import { createOwnClient } from './storm/own-client.ts';
import { createWriters } from './storm/writers.ts';
import { createWatcher, freshLook } from './watcher.ts';

interface Storm {
	/** Plain ones over each kind of line, and those that run our own module. */
	clients: Partial<Record<LineKind | 'own', number>>;
	happenings: number;
	/** Of the server, as often as power fails or memory runs out; one more comes before the restore. */
	kills: number;
	/** How the older database comes back: by the command, or copied over what is there. */
	restore: 'command' | 'copy';
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
const migrations = 'db/sqlite';
/** A line on which nothing came for so long is given up. */
const silenceMs = 3000;

/**
 * Much happens while lines are cut, delayed, sliced and stalled all the time, the server is killed again and again,
 * and once an older database is put in its place; answers what the clients made of it.
 */
export async function storm({ clients, happenings, kills, restore }: Storm) {
	const seeded = await seededFolder(40);
	const { folder, number, topic } = seeded;
	const proxy = await startProxy();
	const limits = {
		socketsPerAddress: 20_000,
		messages: { count: 1000, withinMs: 10_000 },
		beatMs: 1000,
		pongMs: 1000,
		pollMs: 700,
		ballotsMs: 100,
		// Catching up and reading anew shall both happen often.
		recovery: Math.round(happenings / 16)
	};
	let server: ServerProcess;
	let killed = 0;
	async function start(): Promise<void> {
		server = await startOn(folder, { settings: { VICHE_ORIGIN: proxy.origin }, limits });
		proxy.pointAt(server.port);
	}
	async function kill(): Promise<void> {
		killed += proxy.open;
		proxy.pointAt(undefined);
		await server.kill('SIGKILL');
	}
	async function comeBackOlder(): Promise<void> {
		const backup = join(folder, 'backup');
		if (restore === 'command') await putBack({ folder, migrations }, backup);
		else {
			const database = join(folder, 'viche.sqlite');
			for (const end of ['-wal', '-shm']) rmSync(database + end, { force: true });
			copyFileSync(backup, database);
		}
	}

	await start();
	const visitor = apiClientApart(proxy.origin);
	const crowd = Object.entries(clients).flatMap(([kind, count]) =>
		Array.from({ length: count }, () => {
			const watcher = createWatcher(visitor, number);
			const options = { origin: proxy.origin, topic, watcher, silenceMs };
			const client =
				kind === 'own'
					? createOwnClient(options)
					: createStormClient({ ...options, kind: kind as LineKind });
			return { watcher, client };
		})
	);
	const watchers = crowd.map(({ watcher }) => watcher);
	const running = crowd.map(({ client }) => client.run());
	const isFarAhead = () => {
		const offsets = watchers.map(({ cursor }) => cursor.o).sort((a, b) => a - b);
		return offsets.at(-1)! - offsets[offsets.length >> 1]! > limits.recovery / 4;
	};
	const writers = createWriters(proxy.origin, seeded, {
		isFarAhead,
		// By what happens and not by the clock: a slow machine has the same storm.
		happened() {
			proxy.cut();
			proxy.burden(2);
		}
	});
	// The restore comes in the middle, with a backup from the same run of the server.
	const parts = kills + 2;
	const middle = Math.floor(parts / 2);
	const goal = (part: number) => Math.round((happenings * part) / parts);
	for (let part = 1; part <= parts; part++) {
		if (part !== middle) await writers.until(goal(part));
		else {
			await writers.until(goal(part - 0.5));
			await backUp({ folder, migrations }, join(folder, 'backup'));
			await writers.until(goal(part));
		}
		if (part === parts) break;
		const writing = writers.until(goal(part) + 3);
		await kill();
		if (part === middle) await comeBackOlder();
		await start();
		await writing;
	}

	const { cursor } = (await visitor('GET', `/consultations/${number}`)).body as { cursor: Cursor };
	const behind = () =>
		watchers.filter(({ cursor: { e, o } }) => e !== cursor.e || o !== cursor.o).length;
	// Five seconds for who is connected (RELIABILITY P15), and the silence after which a dead line is given up.
	await vi
		.waitUntil(() => behind() === 0, { timeout: 5000 + silenceMs, interval: 50 })
		.catch(() => undefined);
	const fresh = await freshLook(visitor, number);
	const outcome = {
		/** Gaps, repeats and answers that do not fit. */
		faults: [...watchers.flatMap(({ faults }) => faults), ...writers.faults],
		/** Who did not know everything in the end. */
		stale: behind(),
		/** What they show and a fresh look does not. */
		differences: watchers.flatMap((one) => one.differences(fresh).map(([id]) => id)),
		happenings: writers.done,
		events: sum(watchers.map(({ seen }) => seen)),
		disconnects: proxy.cuts + killed,
		burdened: proxy.burdened,
		/** Told to read anew, by the reason. */
		trimmed: sum(watchers.map(({ resets }) => resets['trimmed'] ?? 0)),
		epoch: sum(watchers.map(({ resets }) => resets['epoch'] ?? 0))
	};
	for (const { client } of crowd) client.stop();
	await Promise.all(running);
	await server!.kill('SIGTERM');
	await proxy.close();
	return outcome;
}
