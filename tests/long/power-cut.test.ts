import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { apiClient } from '../support/client.ts';
import { callsIn, tracing, type Call } from '../support/calls.ts';
import { copyOf } from '../support/folder.ts';
import { seededFolder, type Seeded } from '../support/seeded.ts';
import { hasStrace } from '../support/machine.ts';
import { createDisk, variants } from '../support/power-cut.ts';
import { startOn } from '../support/process.ts';
import { temporaryFolder } from '../support/folder.ts';

const states = 5000;
const writes = 800;
const possible = hasStrace();
if (!possible) console.log('strace is missing or not allowed here: the power cut is left out.');

interface Acknowledged {
	at: number;
	/** Of a contribution; or the person and the version of a ballot. */
	id?: string;
	tag?: string;
	version?: number;
}

/** What there is, then what was recorded of it, then pairs that have to agree. */
const counts = `
	select (select sum(version) from ballots) + (select count(*) from contributions)
	union all select count(*) from audit_entries where action in ('ballot.cast', 'contribution.published')
	union all select count(result) from audit_entries
		where action in ('ballot.cast', 'contribution.published')
	union all select sum(head) from topics
	union all select count(*) from live_events
	union all select count(*) from contributions
	union all select count(*) from live_events where type = 'contribution.published' and topic <> 'home'
	union all select sum(verified + declared) from polls
	union all select count(*) from ballots where state = 'active'`;

/** A server under strace while people write: its calls, and what was acknowledged when. */
async function record({ folder: template, number, poll, people, tagOf }: Seeded) {
	const folder = copyOf(template);
	const client = new Database(join(folder, 'viche.sqlite'), { readonly: true });
	// Its own commands carried no keys.
	const seeded = client.prepare(counts).pluck().all()[0] as number;
	client.close();
	const before = new Map([['viche.sqlite', readFileSync(join(folder, 'viche.sqlite'))]]);
	const log = join(temporaryFolder(), 'calls');
	const server = await startOn(folder, {
		settings: { UV_USE_IO_URING: '0' },
		under: tracing(folder, log)
	});
	const acknowledged: Acknowledged[] = [];
	await Promise.all(
		people.map(async (person) => {
			const write = apiClient(server.origin, person.cookie);
			const tag = tagOf(person);
			for (let n = 0; n < writes / people.length; n++) {
				const option = poll.options[n % poll.options.length]!.id;
				const text = 'Довга думка. '.repeat(300);
				const answer =
					n % 2 === 0
						? await write('PUT', `/polls/${poll.id}/ballot`, { choice: { option } })
						: await write('POST', `/consultations/${number}/contributions`, {
								...{ kind: 'opinion', text, display: 'resident' }
							});
				expect(answer.status).toBeLessThan(300);
				const { id, version } = answer.body as { id?: string; version: number };
				acknowledged.push({ at: Date.now() + 1, ...(id ? { id } : { tag, version }) });
			}
		})
	);
	await server.kill('SIGKILL');
	const calls: Call[] = [];
	for await (const call of callsIn(log)) calls.push(call);
	rmSync(log);
	return { folder, before, seeded, calls, acknowledged };
}
type Recording = Awaited<ReturnType<typeof record>>;

/** Cuts the power at random moments; answers in how many ways what was found was wrong. */
function replay(
	{ folder, before, seeded, calls, acknowledged }: Recording,
	count: number,
	isSync = true
) {
	const chance = count / variants.length / calls.length;
	const place = join(temporaryFolder(), 'found');
	const wrong = { damaged: 0, lost: 0, disagreeing: 0 };
	let seen = 0;
	const disk = createDisk(basename(folder), before);
	for (const call of calls) {
		if (isSync || call.does !== 'sync') disk.perform(call);
		if (randomInt(1_000_000) > chance * 1_000_000) continue;
		const sure = acknowledged.filter(({ at }) => at < call.at);
		for (const variant of variants) {
			seen++;
			const fault = examine(place, disk.cut(variant), { sure, seeded });
			if (fault) wrong[fault]++;
		}
	}
	return { seen, ...wrong };
}

function examine(
	place: string,
	files: ReadonlyMap<string, Buffer>,
	{ sure, seeded }: { sure: Acknowledged[]; seeded: number }
) {
	rmSync(place, { recursive: true, force: true });
	mkdirSync(place);
	for (const [name, content] of files) writeFileSync(join(place, name), content);
	const client = new Database(join(place, 'viche.sqlite'));
	try {
		if (client.pragma('integrity_check', { simple: true }) !== 'ok') return 'damaged';
		const column = (sql: string) => client.prepare(sql).pluck().all();
		const ids = new Set(column('select id from contributions'));
		const ballots = new Map(
			client.prepare('select tag, version from ballots').raw().all() as [string, number][]
		);
		for (const { id, tag, version } of sure)
			if (id ? !ids.has(id) : (ballots.get(tag!) ?? 0) < version!) return 'lost';
		const [state, entries, answers, ...pairs] = column(counts) as number[];
		if (entries !== state || answers! + seeded !== state) return 'disagreeing';
		const disagree = pairs.some((one, n) => n % 2 === 0 && one !== pairs[n + 1]);
		return disagree ? 'disagreeing' : undefined;
	} catch {
		return 'damaged';
	} finally {
		client.close();
	}
}

test.runIf(possible)(
	'whenever the power goes, everything acknowledged is there, whole and only once',
	async () => {
		const recording = await record(await seededFolder(8));
		const { calls } = recording;
		const synced = (name: string) =>
			calls.filter(({ does, file }) => does === 'sync' && file === name).length;
		const outcome = replay(recording, states);
		console.log(outcome, synced('viche.sqlite-wal'), synced('viche.sqlite'));
		expect(outcome).toMatchObject({ damaged: 0, lost: 0, disagreeing: 0 });
		expect(outcome.seen).toBeGreaterThan(states * 0.8);
		// The WAL was written back meanwhile, too: the hardest moment of all.
		expect(synced('viche.sqlite')).toBeGreaterThan(2);

		// A harness that finds nothing proves nothing: without the syncs it has to find losses.
		const careless = replay(recording, 200, false);
		expect(careless.lost + careless.damaged).toBeGreaterThan(10);
	}
);
