import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startDemo, type Demo } from '../support/server.ts';

const number = 'UA-ZHD-2026-001';
let demo: Demo;

beforeAll(async () => {
	demo = await startDemo();
});
afterAll(() => demo.stop());

test('everything of the demo is served, and a page that is not there says so', async () => {
	const list = await demo.visitor('GET', '/consultations?phase=open');
	expect(list.status).toBe(200);
	expect(list.text).toContain(number);
	const page = await fetch(`${demo.origin}/nowhere`);
	expect(page.status).toBe(404);
	expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
	expect((await demo.visitor('GET', '/nowhere')).body).toMatchObject({ code: 'not_found' });
});

test('a resident writes, everybody watching sees it live, the centre hides it, and the words are gone', async () => {
	const resident = await demo.signedIn('resident.zhydachiv');
	const consultant = await demo.signedIn('consultant.zhydachiv');
	const page = await demo.visitor('GET', `/consultations/${number}`);
	const { cursor } = page.body as { cursor: { e: string; o: number } };

	const socket = new WebSocket(`${demo.origin.replace('http', 'ws')}/live`, {
		origin: demo.origin
	});
	const frames: string[] = [];
	const seen = (part: string) =>
		new Promise<void>((resolve) => {
			const look = () => frames.some((frame) => frame.includes(part)) && resolve();
			look();
			socket.on('message', look);
		});
	socket.on('message', (data: Buffer) => frames.push(data.toString()));
	await once(socket, 'open');
	socket.send(JSON.stringify({ op: 'sub', id: 1, topic: `c:${number}`, since: cursor }));
	await seen('"t":"sub"');

	const written = await resident('POST', `/consultations/${number}/contributions`, {
		kind: 'opinion',
		text: 'ПЛАНТОВАНЕ слово для перевірки',
		display: 'resident'
	});
	expect(written.status).toBe(201);
	await seen('ПЛАНТОВАНЕ');
	const { id } = written.body as { id: string };

	const decision = { version: 1, action: 'hidden', ground: 'M4_privacy' };
	const reason = 'У тексті є дані людини, яка не давала згоди.';
	const official = await demo.signedIn('official.zhydachiv');
	const body = { contributionId: id, ...decision, reason };
	expect((await official('POST', '/moderation/decisions', body)).status).toBe(403);
	expect((await consultant('POST', '/moderation/decisions', body)).status).toBe(201);
	await seen('contribution.hidden');

	const replay = new WebSocket(`${demo.origin.replace('http', 'ws')}/live`, {
		origin: demo.origin
	});
	const replayed: string[] = [];
	await once(replay, 'open');
	replay.send(JSON.stringify({ op: 'sub', id: 1, topic: `c:${number}`, since: cursor }));
	await new Promise<void>((resolve) =>
		replay.on('message', (data: Buffer) => {
			replayed.push(data.toString());
			if (data.toString().includes('contribution.hidden')) resolve();
		})
	);
	const list = await demo.visitor('GET', `/consultations/${number}/contributions`);
	expect(`${replayed.join()} ${list.text}`).not.toContain('ПЛАНТОВАНЕ');
	expect(list.text).toContain('"ground":"M4_privacy"');
	socket.close();
	replay.close();
});

test('a ballot is cast once however often it is sent, and its version is told', async () => {
	const resident = await demo.signedIn('resident.zhydachiv');
	const page = await demo.visitor('GET', `/consultations/${number}`);
	const { id } = (page.body as { polls: { id: string }[] }).polls[0]!;
	const key = { 'idempotency-key': '5f0c5a4e-7a61-4f5e-9d39-0d9a3c6f1f11' };
	const vote = () => resident('PUT', `/polls/${id}/ballot`, { choice: { option: 'b' } }, key);
	const answers = await Promise.all([vote(), vote(), vote()]);
	expect(answers.map(({ text }) => text)).toEqual(Array(3).fill('{"version":1}'));
	expect((await resident('GET', `/polls/${id}/ballot`)).body).toMatchObject({
		choice: { option: 'b' },
		version: 1
	});
});

test('texts come in all languages, or in the one that is asked for', async () => {
	const path = `/consultations/${number}`;
	const all = (await demo.visitor('GET', path)).body as { title: { pl: string } };
	const one = (await demo.visitor('GET', `${path}?lang=pl`)).body;
	expect(one).toMatchObject({ title: all.title.pl, authority: { code: 'ZHD' } });
	expect((await demo.visitor('GET', `${path}?lang=de`)).status).toBe(400);
});

test('what is malformed, foreign or not allowed is refused in the same plain form', async () => {
	const resident = await demo.signedIn('resident.zhydachiv');
	const path = `/consultations/${number}/contributions`;
	const good = { kind: 'opinion', text: 'Добрий текст', display: 'name' };
	const refused = async (body: unknown, headers = {}) => {
		const { status, body: problem } = await resident('POST', path, body, headers);
		return `${status} ${String((problem as { code?: string }).code)}`;
	};
	expect(await refused({ ...good, text: 7 })).toBe('400 malformed');
	expect(await refused({ ...good, extra: true })).toBe('400 malformed');
	expect(await refused({ ...good, text: 'a\u0000b' })).toBe('422 invalid_input');
	expect(await refused(good, { origin: 'http://evil.example' })).toBe('403 foreign_origin');
	expect(await refused(good, { 'content-type': 'text/plain' })).toMatch(/^415 /);
	expect((await demo.visitor('POST', path, good)).status).toBe(401);
});
