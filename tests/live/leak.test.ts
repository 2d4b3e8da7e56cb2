import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLive } from '../support/live.ts';
import { startWithPoll } from '../support/open-poll.ts';
import { consultantOf, type Resident } from '../support/residents.ts';
import { replayFrom } from '../support/replay.ts';
import type { Demo } from '../support/server.ts';

const planted = /ПОСАДЖЕНЕ/i;
const word = encodeURIComponent('ПОСАДЖЕНЕ');
let demo: Demo;
let number: string;
let beside: { id: string; seq: number };
let people: Resident[];

beforeAll(async () => {
	// Nothing is read anew: each event comes again, from the first of the demo on.
	const limits = {
		messages: { count: 10_000, withinMs: 1000 },
		backlog: 10_000_000,
		recovery: 10_000
	};
	const started = await startWithPoll(3, limits);
	({ demo, people } = started);
	({ number } = started.open);
	beside = await write(people[2]!, 'Поставити лавку під каштаном.');
});
afterAll(() => demo.stop());

async function write({ actor }: Resident, text: string): Promise<{ id: string; seq: number }> {
	const input = { number, kind: 'proposal', text, display: 'resident' };
	const { id, number: full } = await demo.app.contributions.write(actor, input);
	return { id, seq: Number(full.split('/')[1]) };
}

/** Plants the word in a contribution and in a reply to somebody else's; answers where it can be read now. */
async function plant(person: Resident, round: string) {
	const own = await write(person, `Слово ПОСАДЖЕНЕ ${round} у пропозиції.`);
	const reply = await demo.app.contributions.reply(person.actor, {
		contributionId: beside.id,
		text: `Слово ПОСАДЖЕНЕ ${round} у відповіді.`
	});
	const base = `/consultations/${number}`;
	const api = `/api/v1${base}/contributions`;
	const shown = [
		base,
		`/en${base}`,
		`${base}/contributions/${own.seq}`,
		`/pl${base}/contributions/${beside.seq}`,
		`${api}?limit=100`,
		`${api}/${own.seq}`,
		`${api}/${beside.seq}/replies`,
		`/consultations?q=${word}&kind=contribution`,
		`/en/consultations?kind=contribution&q=${word}`
	];
	const never = [
		...['/', '/feed.atom', `${base}/feed.atom`, '/log.csv', '/moderation', `${base}/report.json`],
		...[`/consultations?q=${word}`, `/api/v1/consultations?q=${word}`, `${api}/${own.seq}/versions`]
	];
	return { own, reply, shown, never };
}

async function ask(address: string, { etag = '', cookie = '' } = {}) {
	const headers = { ...(cookie && { cookie }), ...(etag && { 'if-none-match': etag }) };
	const answer = await fetch(demo.origin + address, { headers });
	// A search says again what was searched for.
	const text = (await answer.text()).replaceAll(/(?:value|href)="[^"]*"/g, '');
	const { status } = answer;
	return { status, etag: answer.headers.get('etag') ?? '', words: planted.test(text) };
}

type Round = Awaited<ReturnType<typeof plant>>;

/** What is shown twice: what is kept after the first time is what could come back. */
async function readEverywhere({ shown, never }: Round): Promise<Map<string, string>> {
	const etags = new Map<string, string>();
	for (const address of [...shown, ...never, ...shown]) {
		const { etag, words } = await ask(address);
		if (shown.includes(address)) expect(words, address).toBe(true);
		etags.set(address, etag);
	}
	return etags;
}

/** For a visitor, whose pages may be kept anywhere, and for somebody who is signed in. */
async function expectNowhere({ shown, never }: Round, etags: ReadonlyMap<string, string>) {
	const signedIn = { cookie: people[2]!.cookie };
	for (const address of [...shown, ...never]) {
		const again = await ask(address, { etag: etags.get(address)! });
		expect(again.words, address).toBe(false);
		if (shown.includes(address)) expect(again.status, address).toBe(200);
		expect((await ask(address, signedIn)).words, address).toBe(false);
	}
	const ways = [
		{ kind: 'socket' },
		{ kind: 'stream', step: 9 },
		{ kind: 'poll', step: 9 }
	] as const;
	for (const way of ways)
		expect(JSON.stringify(await replayFrom(demo, { number, ...way }))).not.toMatch(planted);
}

test('words that were hidden are nowhere any more: no page, list, search, feed, file, replay', async () => {
	const round = await plant(people[0]!, 'перше');
	const etags = await readEverywhere(round);
	// It was there to be replayed: otherwise finding nothing would prove nothing.
	expect(JSON.stringify(await replayFrom(demo, { number, kind: 'socket', step: 9 }))).toMatch(
		planted
	);
	const watching = await openLive(demo.origin).open();
	await watching.sub(`c:${number}`);
	const { value } = await consultantOf(demo.app, number);
	const consultant = await demo.app.sessions.actorOf(value);
	for (const { id } of [round.own, round.reply])
		await demo.app.moderation.decide(consultant, {
			...{ id, version: 1, action: 'hidden', ground: 'M4_privacy' },
			reason: 'У тексті є дані людини, яка на це не погоджувалася.'
		});
	await expectNowhere(round, etags);
	for (const { id } of [round.own, round.reply])
		expect((await watching.event(({ ref }) => ref[1] === id)).data).toMatchObject({ text: null });
	watching.socket.terminate();
});

test('words whose author was erased are nowhere any more either', async () => {
	const round = await plant(people[1]!, 'друге');
	const etags = await readEverywhere(round);
	const { actor } = people[1]!;
	const confirmed = { password: '', login: actor.id, totp: '', address: '' };
	await demo.app.privacy.erase(actor, confirmed);
	await expectNowhere(round, etags);
});
