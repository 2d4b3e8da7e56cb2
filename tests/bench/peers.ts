import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerMessage } from '#server/live/messages.ts';
import { load, median, type Load } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget, type Target } from './targets.ts';

interface Told {
	number: string;
	poll: string;
	cookies: string[];
}

/**
 * The best that other platforms reached with the same work on a machine of this kind (2 cores, load beside the
 * server). They were measured once; here ours are set beside those figures.
 */
const peers = {
	/** NodeBB 4.11 with PostgreSQL, 32 connections. */
	pages: 30,
	/** Your Priorities 9 with PostgreSQL and Redis, 64 connections. */
	comments: 39,
	votes: 61,
	/** NodeBB: milliseconds until the last of 1,000 has a comment. */
	last: 9400
};
const rounds = 5;
const sockets = 1000;
/** Fewer than one address may open. */
const perAddress = 250;

/** Page, comment, vote and live delivery beside other platforms on the same work. */
export async function beside(): Promise<Outcome[]> {
	const viche = await openTarget<Told>('viche');
	const { number, poll, cookies } = viche.told;
	const write = (what: Pick<Load, 'method' | 'path'>, body: () => string): Load => ({
		connections: 64,
		...what,
		request: (connection) => ({
			headers: {
				cookie: cookies[connection % cookies.length]!,
				origin: viche.origin,
				'content-type': 'application/json',
				'idempotency-key': randomUUID()
			},
			body: body()
		})
	});
	const page = { connections: 32, path: `/consultations/${number}` };
	const comment = write({ method: 'POST', path: `/api/v1${page.path}/contributions` }, () =>
		JSON.stringify({
			kind: 'opinion',
			display: 'name',
			text: 'Лавки потрібні біля кожної зупинки: люди чекають стоячи.'
		})
	);
	const vote = write({ method: 'PUT', path: `/api/v1/polls/${poll}/ballot` }, () =>
		JSON.stringify({ choice: { option: 'abc'[Math.floor(Math.random() * 3)] } })
	);
	const outcomes = [
		await rate('pages of 50 contributions', viche, page, peers.pages),
		await rate('votes', viche, vote, peers.votes),
		await rate('comments', viche, comment, peers.comments),
		await lastOf(viche)
	];
	await viche.stop();
	return outcomes;
}

async function rate(what: string, viche: Target, work: Load, peer: number): Promise<Outcome> {
	await load(viche, work);
	const rates: number[] = [];
	for (let round = 0; round < rounds; round++) rates.push((await load(viche, work)).perSecond);
	const ours = median(rates);
	return {
		what: `S8 ${what}, of the best other platform`,
		ours,
		unit: '/s',
		limit: peer,
		ratio: ours / peer,
		goal: '≥ 5',
		reached: ours >= 5 * peer
	};
}

/** From the sending of a comment until the last of 1,000 who follow has it. */
async function lastOf(viche: Target<Told>): Promise<Outcome> {
	const { number, cookies } = viche.told;
	const lines = await Promise.all(
		Array.from({ length: sockets }, (_, n) => follow(viche, Math.floor(n / perAddress)))
	);
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const began = performance.now();
		const last = Promise.all(lines.map((line) => nextEvent(line)));
		const answer = await fetch(`${viche.origin}/api/v1/consultations/${number}/contributions`, {
			method: 'POST',
			headers: {
				cookie: cookies[0]!,
				origin: viche.origin,
				'content-type': 'application/json',
				'idempotency-key': randomUUID()
			},
			body: JSON.stringify({ kind: 'opinion', display: 'name', text: `Думка номер ${round}.` })
		});
		if (answer.status !== 201) throw new Error(`A comment was answered with ${answer.status}.`);
		await last;
		times.push(performance.now() - began);
	}
	for (const line of lines) line.close();
	const ours = median(times);
	return {
		what: 'S8 a comment reaches the last of 1,000, of the best other platform',
		ours,
		unit: 'ms',
		limit: peers.last,
		ratio: ours / peers.last,
		goal: '≤ 0.2',
		reached: ours <= peers.last / 5
	};
}

async function follow({ origin, told }: Target<Told>, place: number): Promise<WebSocket> {
	const { host, port } = new URL(origin);
	const line = new WebSocket(`ws://127.0.0.1:${port}/live`, {
		origin,
		headers: { host },
		localAddress: `127.0.0.${2 + place}`
	});
	await once(line, 'open');
	line.send(JSON.stringify({ op: 'sub', id: 1, topic: `c:${told.number}` }));
	await once(line, 'message');
	return line;
}

function nextEvent(line: WebSocket): Promise<void> {
	return new Promise((resolve) => {
		line.on('message', function take(bytes: Buffer) {
			const { t } = JSON.parse(bytes.toString()) as ServerMessage;
			if (t !== 'ev' && t !== 'evs') return;
			line.off('message', take);
			resolve();
		});
	});
}
