import net, { type AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#core/accounts/passwords.ts';
import { loadLimits, type LoadLimits } from '../../src/server/limits.ts';
import { askAround, createVisitor, forkFlood, p95, type Visitor } from '../support/flood.ts';
import { readAndVote } from '../support/library.ts';
import { addResidents, openPoll } from '../support/residents.ts';
import { startDemo } from '../support/server.ts';

const page = '/consultations/UA-ZHD-2026-001';
const api = '/api/v1/consultations';
const resident = 'resident.zhydachiv';

/** The server with limits of its own, and visitors with an address each. */
async function startLimited(limits: Partial<LoadLimits>) {
	// A page that lies ready hardly counts.
	const demo = await startDemo(Date.now, { limits, pageCacheBytes: 0 });
	const { port } = demo.server.server.address() as AddressInfo;
	const visitors: Visitor[] = [];
	return {
		...demo,
		port,
		visitor(address = '127.0.0.1', headers: Record<string, string> = {}) {
			const visitor = createVisitor(port, address, headers);
			visitors.push(visitor);
			return visitor;
		},
		async stop() {
			for (const { leave } of visitors) leave();
			await demo.stop();
		}
	};
}
type Limited = Awaited<ReturnType<typeof startLimited>>;

/** One limiter alone on a server of its own. */
async function withLimits(limits: Partial<LoadLimits>, work: (limited: Limited) => Promise<void>) {
	const limited = await startLimited(limits);
	try {
		await work(limited);
	} finally {
		await limited.stop();
	}
}

const statusesOf = (asked: readonly { status: number }[]) => asked.map(({ status }) => status);
const times = <Result>(count: number, work: (n: number) => Promise<Result>) =>
	Promise.all(Array.from({ length: count }, (_, n) => work(n)));
const { atOnce, waitingOfOne, waiting } = loadLimits;
const inTurns = { atOnce, waitingOfOne, waiting };

test('a flood from one address is turned away, and delays nobody else, nor whoever is signed in behind it', async () => {
	const limits = { ...inTurns, address: { burst: 300, perSecond: 40 } };
	await withLimits(limits, async ({ port, visitor, cookieOf }) => {
		const others = [
			visitor('127.0.0.3'),
			visitor('127.0.0.2', { cookie: await cookieOf(resident) })
		];
		const paths = [page, '/en/centres'];
		const quiet = p95(await askAround(others, paths, { seconds: 0.5 }));
		const memory = process.memoryUsage.rss();
		const flood = await forkFlood(port, { path: page, perSecond: 400, address: '127.0.0.2' });
		const asked = await askAround(others, paths, { seconds: 3, apart: 150 });
		const { sent, answers } = await flood.stop();
		expect(new Set(statusesOf(asked))).toEqual(new Set([200]));
		// Where the machine is busy with something else, nobody is quick even without a flood.
		expect(p95(asked)).toBeLessThan(Math.max(1000, 5 * quiet));
		expect(Object.keys(answers).sort()).toEqual(['200', '429']);
		expect(answers['200']).toBeLessThan(sent / 4);
		expect(process.memoryUsage.rss() - memory).toBeLessThan(200_000_000);
	});
});

test('sixty residents read and vote from one address at the same moment, and nobody is refused', async () => {
	const { account, address } = loadLimits;
	await withLimits({ ...inTurns, account, address }, async (limited) => {
		const { app, origin, visitor } = limited;
		const { number, poll } = await openPoll(app);
		const people = await addResidents(app, poll.id, 60);
		const password = 'три слова про лавку';
		// To check a password takes as long as fifty pages: some of them do.
		const arriving = new Set(people.slice(0, 3));
		const passwordHash = await hashPassword(password);
		await app.storage.write({ kind: 'system', job: 'test' }, async ({ db, t }) => {
			for (const { actor } of arriving)
				await db.update(t.accounts).set({ passwordHash }).where(eq(t.accounts.id, actor.id));
		});
		const vote = { origin, number, pollId: poll.id, option: poll.options[0]!.id };
		const steps = await Promise.all(
			people.map(async (one) => {
				const { cookie, actor } = one;
				const reader = arriving.has(one) ? { signIn: { login: actor.id, password } } : { cookie };
				return readAndVote(visitor('127.0.0.2'), reader, vote);
			})
		);
		const expected = people.map((one) =>
			arriving.has(one) ? [200, 303, 200, 200, 303] : [200, 200, 303]
		);
		expect(steps).toEqual(expected);
		const visiting = { kind: 'visitor' } as const;
		const { participants } = await app.polls.byId(visiting, { id: poll.id });
		expect(participants).toMatchObject({ verified: expect.any(Number) as number });
	});
});

describe('what is too much', () => {
	test('of one address is refused with the time to wait, and whoever is signed in there is not', async () => {
		const address = { burst: 20, perSecond: 0.001 };
		await withLimits({ address, account: loadLimits.account }, async ({ visitor, cookieOf }) => {
			const one = visitor('127.0.0.2');
			const member = visitor('127.0.0.2', { cookie: await cookieOf(resident) });
			const asked = await times(40, () => one.ask(api));
			const refused = asked.filter(({ status }) => status !== 200);
			expect(refused.length).toBeGreaterThanOrEqual(18);
			for (const { status, headers, text } of refused) {
				expect(status).toBe(429);
				expect(Number(headers['retry-after'])).toBeGreaterThan(0);
				expect(JSON.parse(text)).toMatchObject({ status: 429, code: 'too_many_requests' });
			}
			for (const path of [page, '/sign-in', '/live', '/nowhere', '/_app/nothing.js'])
				expect((await one.ask(path)).status, path).toBe(429);
			expect((await one.ask('/healthz')).status).toBe(200);
			expect((await member.ask(page)).status).toBe(200);
			expect((await visitor('127.0.0.3').ask(api)).status).toBe(200);
			// A cookie that nobody owns is no way around it.
			const made = await times(5, (n) =>
				one.ask(api, { headers: { cookie: `viche_session=${n}` } })
			);
			expect(statusesOf(made)).toEqual([429, 429, 429, 429, 429]);
		});
	});

	test('of one account is refused at whatever address and with whatever session', async () => {
		const limits = { account: { burst: 20, perSecond: 0.001 } };
		await withLimits(limits, async ({ visitor, cookieOf }) => {
			const sessions = [await cookieOf(resident), await cookieOf(resident)];
			const [here, there] = sessions.map((cookie, n) => visitor(`127.0.0.${n + 2}`, { cookie }));
			await times(40, () => here!.ask(api));
			expect((await here!.ask(page)).status).toBe(429);
			expect((await there!.ask(api)).status).toBe(429);
			const other = visitor('127.0.0.2', { cookie: await cookieOf('resident.boryslav') });
			expect((await other.ask(api)).status).toBe(200);
			expect((await visitor('127.0.0.2').ask(api)).status).toBe(200);
		});
	});

	test('is counted by the work: a page that is drawn is thirty times a file', async () => {
		const limits = { address: { burst: 30, perSecond: 0.001 } };
		await withLimits(limits, async ({ visitor }) => {
			const files = await times(100, () => visitor('127.0.0.2').ask('/_app/nothing.js'));
			expect(new Set(statusesOf(files))).toEqual(new Set([404]));
			const pages: number[] = [];
			while (pages.at(-1) !== 429) pages.push((await visitor('127.0.0.2').ask(page)).status);
			expect(pages.length).toBeLessThan(10);
			const forms: number[] = [];
			while (forms.at(-1) !== 429)
				forms.push((await visitor('127.0.0.3').ask('/sign-in', { method: 'POST' })).status);
			expect(forms.length).toBeLessThanOrEqual(12);
		});
	});

	test('is told on a page in the language of the path, with what to do with a form', async () => {
		const limits = { address: { burst: 0, perSecond: 0.001 } };
		await withLimits(limits, async ({ visitor, origin }) => {
			const one = visitor();
			for (const [path, lang, words] of [
				['/sign-in', 'uk', 'надіслати її ще раз'],
				['/pl/sign-in', 'pl', 'wysłać go ponownie'],
				['/en/sign-in', 'en', 'send it again']
			] as const) {
				const { status, headers, text } = await one.ask(path, {
					method: 'POST',
					headers: { origin }
				});
				expect(status).toBe(429);
				expect(headers).toMatchObject({
					'content-type': 'text/html; charset=utf-8',
					'cache-control': 'no-store',
					'retry-after': expect.stringMatching(/^\d+$/) as string
				});
				expect(text).toContain(`<html lang="${lang}">`);
				expect(text).toContain(words);
			}
		});
	});

	test('of connections from one address is closed, and the next address still gets one', async () => {
		await withLimits({ connectionsPerAddress: 5 }, async ({ port, visitor }) => {
			const open = (localAddress: string) => {
				const socket = net.connect({ port, host: '127.0.0.1', localAddress });
				const closed = new Promise<'closed'>((resolve) => {
					socket.on('error', () => undefined).on('close', () => resolve('closed'));
				});
				return { socket, closed };
			};
			const all = Array.from({ length: 8 }, () => open('127.0.0.2'));
			await Promise.all(all.slice(5).map(({ closed }) => closed));
			expect((await visitor('127.0.0.3').ask('/healthz')).status).toBe(200);
			for (const { socket } of all) socket.destroy();
			await expect
				.poll(() =>
					visitor('127.0.0.2')
						.ask('/healthz')
						.then(
							({ status }) => status,
							() => 0
						)
				)
				.toBe(200);
		});
	});
});

describe('pages and answers in the making', () => {
	let limited: Limited;
	beforeAll(async () => {
		limited = await startLimited({ atOnce: 1, waitingOfOne: 3, waiting: 5 });
	});
	afterAll(() => limited.stop());

	/** Many requests in one packet, so that all have come before the first is answered. */
	async function atOnce(localAddress: string, path: string, count: number) {
		const { port } = limited;
		const socket = net.connect({ port, host: '127.0.0.1', localAddress });
		socket.setEncoding('latin1');
		socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`.repeat(count));
		let text = '';
		const answers = () => text.split('HTTP/1.1 ').slice(1);
		for await (const part of socket) {
			text += part as string;
			if (answers().length === count && answers().at(-1)!.includes('\r\n\r\n')) break;
		}
		return answers().map((answer) => ({
			status: Number(answer.slice(0, 3)),
			again: /^retry-after: (\d+)/im.exec(answer)?.[1]
		}));
	}

	test.each([page, api])(
		'wait in lines that end somewhere, and it goes on after (%s)',
		async (path) => {
			const all = await Promise.all([2, 3, 4].map((end) => atOnce(`127.0.0.${end}`, path, 9)));
			const refused = all.flat().filter(({ status }) => status !== 200);
			expect(new Set(statusesOf(all.flat()))).toEqual(new Set([200, 429, 503]));
			for (const { again } of refused) expect(Number(again)).toBeGreaterThan(0);
			for (const one of all) expect(statusesOf(one)).not.toEqual(Array(9).fill(200));
			expect((await limited.visitor('127.0.0.2').ask(path)).status).toBe(200);
		}
	);

	test('do not wait for a form that comes slowly', async () => {
		const { port, visitor } = limited;
		const slow = Array.from({ length: 4 }, () => net.connect(port, '127.0.0.1'));
		for (const socket of slow)
			socket.write(
				`POST /sign-in HTTP/1.1\r\nhost: localhost:${port}\r\norigin: http://localhost:${port}\r\n` +
					'content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nlogin='
			);
		const began = performance.now();
		const asked = [];
		for (let n = 0; n < 10; n++) asked.push(await visitor('127.0.0.2').ask(page));
		expect(new Set(statusesOf(asked))).toEqual(new Set([200]));
		// Each slow form would keep its turn for a second.
		expect(performance.now() - began).toBeLessThan(3000);
		for (const socket of slow) socket.destroy();
	});
});

describe('under pressure', () => {
	test('of memory everything but health is told to wait', async () => {
		const small = [{ memory: 1 }, { heap: 1 }].map((limits) =>
			withLimits({ ...limits, settling: 0 }, async ({ visitor }) => {
				const one = visitor();
				const ready = async () => (await one.ask('/readyz')).status;
				await expect.poll(ready, { timeout: 9000 }).toBe(503);
				const [answer, drawn] = [await one.ask(api), await one.ask('/en')];
				expect(JSON.parse(answer.text)).toMatchObject({ code: 'busy' });
				expect(drawn.text).toContain('<html lang="en">');
				for (const { status, headers } of [answer, drawn])
					expect([status, headers['retry-after']]).toEqual([503, '10']);
				expect((await one.ask('/healthz')).status).toBe(200);
			})
		);
		await Promise.all(small);
	});

	test('of a loop that does not keep up too, until it does', async () => {
		await withLimits({ loopDelay: 20, settling: 0 }, async ({ visitor }) => {
			const one = visitor();
			const busy = setInterval(() => {
				const until = performance.now() + 100;
				while (performance.now() < until);
			}, 1);
			await expect.poll(async () => (await one.ask(api)).status, { timeout: 9000 }).toBe(503);
			clearInterval(busy);
			await expect.poll(async () => (await one.ask(api)).status, { timeout: 9000 }).toBe(200);
			expect((await one.ask('/readyz')).status).toBe(200);
		});
	});
});
