import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startProcess } from '../support/process.ts';
import { copyOf, temporaryFolder } from '../support/folder.ts';
import { openDatabase } from '../support/storage.ts';

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** A request whose body is still on its way; the server has taken it up when this resolves. */
async function requestUnderWay(origin: string) {
	const agent = new http.Agent({ keepAlive: true });
	const request = http.request(`${origin}/api/v1/session`, {
		agent,
		method: 'POST',
		headers: { 'content-type': 'application/json', 'content-length': 40, expect: '100-continue' }
	});
	const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
	answered.catch(() => undefined);
	request.flushHeaders();
	await once(request, 'continue');
	return {
		async finish() {
			request.end('{"login":"nobody","password":"wrong"}'.padEnd(40));
			const [response] = await answered;
			response.resume();
			await once(response, 'end');
			return response.statusCode;
		}
	};
}

/** Open WebSockets, each with what it hears until it is closed. */
function openSockets(origin: string, count: number) {
	return Promise.all(
		Array.from({ length: count }, async () => {
			const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { origin });
			const heard: string[] = [];
			socket.on('message', (data: Buffer) => heard.push(data.toString()));
			const closed = once(socket, 'close').then(([code]) => ({ code: code as number, heard }));
			await once(socket, 'open');
			return { closed, bye: once(socket, 'message') };
		})
	);
}

/** A connection that has had its answer and stays open. */
async function idleConnection(origin: string) {
	const socket = net.connect(Number(new URL(origin).port), '127.0.0.1');
	socket.write('GET /healthz HTTP/1.1\r\nHost: any\r\n\r\n');
	await once(socket, 'data');
	return { closed: once(socket.resume(), 'close') };
}

describe('the start', () => {
	test('with bad settings names each of them and ends with 78, before anything is made', async () => {
		const folder = temporaryFolder();
		const { ended } = startProcess({
			VICHE_DATA: join(folder, 'data'),
			PORT: 'eighty',
			LOG_LEVEL: 'loud',
			VICHE_DEMO: 'yes',
			VICHE_ORIGIN: 'ftp://viche.example',
			VICHE_DATABASE_URL: 'mysql://viche:SECRET@db.example/viche',
			VICHE_SMTP_URL: 'smtp://viche:SECRET@mail.example',
			VICHE_TRUST_PROXY: '10.0.0.1, somebody'
		});
		const { code, out, err } = await ended;
		expect(code).toBe(78);
		expect(out).toBe('');
		for (const name of [
			'PORT',
			'LOG_LEVEL',
			'VICHE_DEMO',
			'VICHE_ORIGIN',
			'VICHE_DATABASE_URL',
			'VICHE_MAIL_FROM',
			'VICHE_TRUST_PROXY'
		])
			expect(err).toMatch(new RegExp(`^  ${name} must `, 'm'));
		expect(err).not.toMatch(/SECRET|^\s+at /m);
		expect(readdirSync(folder)).toEqual([]);
	});

	test('on a Node that is too old says so and ends with 78', async () => {
		const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '23.11.1' } })`;
		const { code, out, err } = await startProcess(
			{ VICHE_DATA: temporaryFolder() },
			{ before: older }
		).ended;
		expect({ code, out }).toEqual({ code: 78, out: '' });
		expect(err).toMatch(/needs Node 24/);
	});

	test('announces its address once it serves, without the demo unless it is asked for', async () => {
		const folder = temporaryFolder();
		const { ready, said, signal, ended } = startProcess({ VICHE_DATA: folder });
		const origin = await ready();
		expect(origin).toMatch(/^http:\/\/localhost:\d+$/);
		for (const [path, answer] of [
			['/healthz', '{"ok":true}'],
			['/readyz', '{"ready":true}']
		] as const) {
			const response = await fetch(origin + path);
			expect(response.status).toBe(200);
			expect(await response.text()).toBe(answer);
		}
		const consultations = await fetch(`${origin}/api/v1/consultations`);
		expect(await consultations.json()).toEqual({ items: [], next: null });
		const profiles = await fetch(`${origin}/api/v1/rule-profiles`);
		expect(((await profiles.json()) as { items: unknown[] }).items).not.toEqual([]);
		expect(readdirSync(folder)).not.toContain('demo-accounts.json');
		expect(said.err).toBe('');
		signal('SIGTERM');
		expect(await ended).toMatchObject({ code: 0, err: '' });
	});

	test('of a demo keeps sign-ins and keys from everybody else on the machine', async () => {
		const folder = temporaryFolder();
		const { ready } = startProcess({ VICHE_DATA: folder, VICHE_DEMO: '1' });
		await ready();
		const file = join(folder, 'demo-accounts.json');
		expect(mode(file)).toBe('600');
		const accounts = JSON.parse(readFileSync(file, 'utf8')) as { login: string }[];
		expect(accounts.length).toBeGreaterThan(10);
		expect(mode(join(folder, 'keys'))).toBe('700');
		const keys = readdirSync(join(folder, 'keys'));
		expect(keys).toContain('instance.key');
		for (const key of keys) expect(mode(join(folder, 'keys', key)), key).toBe('600');
	});

	test('on a database that is there takes less than 150 MB', async () => {
		const folder = copyOf(process.env['VICHE_TEST_DEMO']!);
		const { ready, megabytes } = startProcess({ VICHE_DATA: folder, VICHE_DEMO: '1' });
		await ready();
		expect(megabytes()).toBeLessThan(150);
	});

	test('on a folder that another process uses ends with 75, and the other goes on', async () => {
		const settings = { VICHE_DATA: temporaryFolder() };
		const first = startProcess(settings);
		const origin = await first.ready();
		const { code, err } = await startProcess(settings).ended;
		expect(code).toBe(75);
		expect(err).toMatch(/Another process is using this data folder/);
		expect((await fetch(`${origin}/readyz`)).status).toBe(200);
	});

	test('on the database of a newer Viche ends with 65 and leaves it as it is', async () => {
		const folder = temporaryFolder();
		await (await openDatabase(Date.now, folder)).close();
		const database = new Database(join(folder, 'viche.sqlite'));
		database
			.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
			.run('newer', Date.parse('2100-01-01'));
		database.close();
		const before = readFileSync(join(folder, 'viche.sqlite'));
		const { code, err } = await startProcess({ VICHE_DATA: folder }).ended;
		expect(code).toBe(65);
		expect(err).toMatch(/newer version/);
		expect(readFileSync(join(folder, 'viche.sqlite')).equals(before)).toBe(true);
	});

	test('says in one sentence that the port is in use', async () => {
		const other = net.createServer().listen(0, '127.0.0.1');
		await once(other, 'listening');
		const { port } = other.address() as net.AddressInfo;
		const settings = { VICHE_DATA: temporaryFolder(), PORT: String(port) };
		const { code, out, err } = await startProcess(settings).ended;
		other.close();
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toMatch(new RegExp(`^Port ${port} of 127.0.0.1 is already in use.*\n$`));
	});

	test.each([
		['a host that is not of this machine', { HOST: '192.0.2.1' }],
		['a data folder that is a file', { VICHE_DATA: 'package.json' }],
		[
			'a database server that is away',
			{ VICHE_DATABASE_URL: 'postgres://viche:SECRET@127.0.0.1:1/viche' }
		]
	])('says in one sentence what is wrong with %s', async (_, settings) => {
		const { code, out, err } = await startProcess({ VICHE_DATA: temporaryFolder(), ...settings })
			.ended;
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toMatch(/^\S.*\n$/);
		expect(err).not.toContain('SECRET');
	});
});

describe('the end', () => {
	test.each(['SIGTERM', 'SIGINT'] as const)(
		'by %s finishes a request under way, says bye to sockets and drops idle connections',
		async (name) => {
			const { ready, signal, ended } = startProcess({ VICHE_DATA: temporaryFolder() });
			const origin = await ready();
			const request = await requestUnderWay(origin);
			const sockets = await openSockets(origin, 40);
			const idle = await Promise.all(Array.from({ length: 5 }, () => idleConnection(origin)));
			const began = performance.now();
			signal(name);
			for (const { closed } of sockets) {
				const { code, heard } = await closed;
				expect(code).toBe(1001);
				expect(heard.map((frame) => JSON.parse(frame) as unknown)).toEqual([
					{ t: 'bye', retry: [1000, 8000], why: 'restart' }
				]);
			}
			const late = fetch(`${origin}/healthz`).then(({ status }) => String(status), String);
			expect(await late).toMatch(/^503$|fetch failed/);
			expect(await request.finish()).toBe(401);
			await Promise.all(idle.map(({ closed }) => closed));
			expect(await ended).toMatchObject({ code: 0, signal: null, err: '' });
			expect(performance.now() - began).toBeLessThan(6000);
		}
	);

	test('by two signals, as npm sends them, cuts nothing either', async () => {
		const { ready, signal, ended } = startProcess({ VICHE_DATA: temporaryFolder() });
		const origin = await ready();
		const request = await requestUnderWay(origin);
		const [socket] = await openSockets(origin, 1);
		for (const name of ['SIGINT', 'SIGINT', 'SIGTERM', 'SIGTERM'] as const) signal(name);
		await socket!.bye;
		signal('SIGTERM');
		expect(await request.finish()).toBe(401);
		expect(await ended).toMatchObject({ code: 0, signal: null });
	});

	test('by a signal during the start comes too, and the next start is whole', async () => {
		const settings = { VICHE_DATA: temporaryFolder(), VICHE_DEMO: '1' };
		const database = join(settings.VICHE_DATA, 'viche.sqlite');
		// From within: seen from here it may be over before this process has its turn again.
		const before = `import { existsSync } from 'node:fs';
			const looking = setInterval(() => {
				if (!existsSync(${JSON.stringify(database)})) return;
				clearInterval(looking);
				process.kill(process.pid, 'SIGTERM');
			}, 1);`;
		const first = startProcess(settings, { before });
		expect(await first.ended).toMatchObject({ code: 0, signal: null, err: '' });
		// A demo that was begun is taken away: half of one is no start for the next.
		expect(existsSync(database)).toBe(false);
		const origin = await startProcess(settings).ready();
		const list = (await (await fetch(`${origin}/api/v1/consultations`)).json()) as {
			items: unknown[];
		};
		expect(list.items).not.toEqual([]);
	});
});
