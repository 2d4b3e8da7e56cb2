import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCodes, type ServerMessage } from '#server/live/messages.ts';
import { openStream, poll } from '../support/events.ts';
import { createHappenings } from '../support/happenings.ts';
import { openLive } from '../support/live.ts';
import { addResidents, openPoll } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

interface Document {
	asyncapi: string;
	servers: Record<string, { host: string; protocol: string }>;
	channels: { live: { address: string; description: string; messages: Record<string, Reference> } };
	operations: Record<string, { action: string; channel: Reference; messages: Reference[] }>;
	components: { messages: Record<string, { name: string; payload: TSchema }> };
}
interface Reference {
	$ref: string;
}

let demo: Demo;
let document: Document;
beforeAll(async () => {
	demo = await startDemo(Date.now, { limits: { beatMs: 200, pollMs: 200, topicsPerSocket: 2 } });
	document = (await (await fetch(`${demo.origin}/api/asyncapi.json`)).json()) as Document;
});
afterAll(() => demo.stop());

/** Whether the document describes it, as a message of that side. */
function isDescribed(side: 'server' | 'client', message: { t: string } | { op: string }): boolean {
	const name = `${side}.${'t' in message ? message.t : message.op}`;
	const described = document.components.messages[name];
	return described !== undefined && Compile(described.payload).Check(message);
}

test('the document is an AsyncAPI 3 document whose references lead somewhere', () => {
	expect(document.asyncapi).toBe('3.0.0');
	const { host } = new URL(demo.origin);
	expect(document.servers).toEqual({ viche: { host, protocol: 'ws' } });
	const { live } = document.channels;
	expect(live.address).toBe('/live');
	for (const code of Object.values(closeCodes)) expect(live.description).toContain(String(code));
	const follow = ({ $ref }: Reference) =>
		$ref
			.split('/')
			.slice(1)
			.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
	const references = [
		...Object.values(live.messages),
		...Object.values(document.operations).flatMap((one) => [one.channel, ...one.messages])
	];
	expect(references.length).toBeGreaterThan(20);
	for (const reference of references) expect(follow(reference), reference.$ref).toBeDefined();
	expect(Object.values(document.operations).map(({ action }) => action)).toEqual([
		'send',
		'receive'
	]);
});

test('whatever the server says is described, on whichever way it comes', async () => {
	const open = await openPoll(demo.app);
	const people = await addResidents(demo.app, open.poll.id, 12);
	const { topic } = open;
	const heard: ServerMessage[] = [];
	const live = await openLive(demo.origin, { cookie: people[0]!.cookie }).open();
	live.socket.on('message', (bytes: Buffer) =>
		heard.push(JSON.parse(bytes.toString()) as ServerMessage)
	);
	const stream = await openStream(demo.origin, { topic });
	const first = await live.sub(topic);
	await live.sub('a:me');
	await live.sub('home');
	await live.sub(topic, { e: 'another', o: 0 });
	await live.sub(topic);
	live.send({ op: 'sub', id: 9 });
	await live.next('err');
	await live.next('hb');
	const { next } = createHappenings(demo.app, open, people);
	for (let n = 0; n < 12; n++) await next();
	await live.events(12);
	const { e, o } = first as { e: string; o: number };
	const missed = await poll(demo.origin, { topic, since: { e, o } });
	heard.push(...missed.messages);
	const id = people[0]!.actor.id;
	const erased = live.next('gone');
	await demo.app.privacy.erase(people[0]!.actor, {
		password: '',
		login: id,
		totp: '',
		address: id
	});
	await erased;
	const bye = stream.next('bye');
	heard.push(...stream.told.map(({ message }) => message));
	await demo.stop();
	heard.push((await bye).message);
	expect(heard.filter((message) => !isDescribed('server', message))).toEqual([]);
	const said = new Set(heard.map(({ t }) => `server.${t}`));
	const all = Object.keys(document.components.messages).filter((name) => name.startsWith('server'));
	expect([...said].sort()).toEqual(all.sort());
});

test('what a client may say is described, and what it may not is not', () => {
	const since = { e: 'epoch', o: 3 };
	for (const message of [
		{ op: 'sub', id: 1, topic: 'home' },
		{ op: 'sub', id: 1, topic: 'home', since },
		{ op: 'unsub', id: 1, topic: 'home' }
	])
		expect(isDescribed('client', message), JSON.stringify(message)).toBe(true);
	for (const message of [
		{ op: 'shout', id: 1, topic: 'home' },
		{ op: 'sub', id: 1.5, topic: 'home' },
		{ op: 'sub', id: 1, topic: '' },
		{ op: 'sub', id: 1, topic: 'home', since: { e: 'epoch' } },
		{ op: 'unsub', id: 1, topic: 'home', since }
	])
		expect(isDescribed('client', message), JSON.stringify(message)).toBe(false);
});
