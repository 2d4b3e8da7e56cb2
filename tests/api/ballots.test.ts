import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBurst, type Answer } from '../support/burst.ts';
import { addResidents, openPoll, type Resident } from '../support/residents.ts';
import { startDemo, type Demo } from '../support/server.ts';

const persons = 200;
const each = 20;
let clock = Date.now();
let demo: Demo;
let open: Awaited<ReturnType<typeof openPoll>>;
let people: Resident[];
let options: string[];
let burst: ReturnType<typeof createBurst>;

beforeAll(async () => {
	demo = await startDemo(() => clock);
	open = await openPoll(demo.app);
	options = open.poll.options.map(({ id }) => id);
	people = await addResidents(demo.app, open.poll.id, persons);
	burst = createBurst(demo.origin);
});
afterAll(async () => {
	burst.close();
	await demo.stop();
});

const ballotOf = async ({ cookie }: Resident) => {
	const own = await demo.client(cookie)('GET', `/polls/${open.poll.id}/ballot`);
	return own.body as { version: number; choice: { option: string } | null };
};
const cast = (person: Resident, option: string, key?: string) =>
	burst.ballot(open.poll.id, { cookie: person.cookie, option, ...(key && { key }) }, () => clock);
const poll = async () =>
	(await demo.visitor('GET', `/polls/${open.poll.id}`)).body as {
		participants: { verified: number; declared: number };
		results: { options: { id: string; verified: number }[] } | null;
	};

test('200 persons who send 20 ballots each at once, with keys that repeat, have 200 ballots', async () => {
	const before = (await poll()).participants;
	const plans = people.map(() => Array.from({ length: 5 }, () => randomUUID()));
	const attempts: { person: number; key: number; answer: Promise<Answer> }[] = [];
	for (let attempt = 0; attempt < each; attempt++)
		for (const [person, resident] of people.entries()) {
			const key = (attempt + person) % 5;
			const answer = cast(resident, options[key % options.length]!, plans[person]![key]);
			attempts.push({ person, key, answer });
		}
	const answers = await Promise.all(attempts.map(({ answer }) => answer));
	expect(answers.filter(({ status }) => status !== 200)).toEqual([]);

	// All answers to one key are the same, and each key stands for one version.
	for (const [person, resident] of people.entries()) {
		const versions = plans[person]!.map((_, key) => {
			const texts = answers.filter(
				(_, at) => attempts[at]!.person === person && attempts[at]!.key === key
			);
			const [text, ...others] = new Set(texts.map(({ text }) => text));
			expect(others).toEqual([]);
			return (JSON.parse(text!) as { version: number }).version;
		});
		expect([...versions].sort()).toEqual([1, 2, 3, 4, 5]);
		const last = options[versions.indexOf(5) % options.length];
		expect(await ballotOf(resident)).toMatchObject({ version: 5, choice: { option: last } });
	}
	expect((await poll()).participants).toEqual({
		verified: before.verified + persons,
		declared: before.declared
	});
});

test('a late retry of an older choice gets its own answer and overwrites nothing', async () => {
	const person = people[0]!;
	const [older, newer] = [randomUUID(), randomUUID()];
	const first = await cast(person, options[0]!, older);
	await cast(person, options[1]!, newer);
	const late = await cast(person, options[0]!, older);
	expect([late.status, late.text]).toEqual([200, first.text]);
	expect((await ballotOf(person)).choice).toEqual({ option: options[1] });
	expect((await cast(person, options[2]!, older)).status).toBe(422);
});

test('while the poll closes, all that was judged before the instant counts and nothing after', async () => {
	// The real clock, moved so that the poll closes in the middle of this.
	const shift = open.closesAt - Date.now() - 700;
	const now = () => Date.now() + shift;
	const moving = setInterval(() => (clock = now()), 1);
	const outcomes = await Promise.all(
		people.slice(0, 60).map(async (person) => {
			const mine: Answer[] = [];
			for (let n = 0; now() < open.closesAt + 300; n++) {
				clock = now();
				mine.push(await cast(person, options[n % options.length]!));
			}
			return mine;
		})
	);
	clearInterval(moving);
	const answers = outcomes.flat();
	const accepted = answers.filter(({ status }) => status === 200);
	const refused = answers.filter(({ status }) => status !== 200);
	expect(accepted.filter(({ sent }) => sent >= open.closesAt)).toEqual([]);
	expect(refused.filter(({ answered }) => answered < open.closesAt)).toEqual([]);
	expect(new Set(refused.map(({ text }) => (JSON.parse(text) as { code: string }).code))).toEqual(
		new Set(['poll_closed'])
	);
	expect(Math.min(accepted.length, refused.length)).toBeGreaterThan(60);
});

test('the tally that is shown right after closing is that of the ballots there are', async () => {
	const own = await Promise.all(people.map(ballotOf));
	const { results, participants } = await poll();
	const before = open.poll.participants.verified;
	expect(participants.verified).toBe(before + persons);
	const shown = results!.options.reduce((sum, { verified }) => sum + verified, 0);
	expect(shown).toBe(participants.verified);
	const { db, t } = demo.app.storage;
	const stored = (await db.select().from(t.ballots)).filter(
		({ pollId, tier, state }) =>
			pollId === open.poll.id && tier === 'verified' && state === 'active'
	);
	for (const { id, verified } of results!.options) {
		expect(verified).toBe(stored.filter(({ choice }) => choice[0] === id).length);
		expect(verified).toBeGreaterThanOrEqual(
			own.filter(({ choice }) => choice?.option === id).length
		);
	}
});

test('a clock that steps back reopens nothing, not even after a restart', async () => {
	const [person] = people;
	const answer = async () => (await cast(person!, options[0]!)).status;
	clock = open.closesAt - 7_200_000;
	expect(await answer()).toBe(422);
	expect((await poll()).results).not.toBeNull();
	const { folder } = demo;
	await demo.stop();
	burst.close();

	demo = await startDemo(() => clock, { folder });
	burst = createBurst(demo.origin);
	expect(await answer()).toBe(422);
	expect((await poll()).results).not.toBeNull();
});

test('the last millisecond counts, the instant of closing does not, and a retry gets its answer ever after', async () => {
	clock = Date.now();
	const own = await startDemo(() => clock);
	const there = await openPoll(own.app);
	const [voter] = await addResidents(own.app, there.poll.id, 1);
	const { id } = there.poll;
	clock = there.closesAt - 1;
	const key = randomUUID();
	const send = (burst: ReturnType<typeof createBurst>, option: number, key?: string) =>
		burst.ballot(id, {
			cookie: voter!.cookie,
			option: there.poll.options[option]!.id,
			...(key && { key })
		});
	let line = createBurst(own.origin);
	const first = await send(line, 0, key);
	expect((await send(line, 1)).status).toBe(200);
	await own.stop();
	line.close();

	clock = there.closesAt;
	const later = await startDemo(() => clock, { folder: own.folder });
	line = createBurst(later.origin);
	expect(await send(line, 0, key)).toMatchObject({ status: 200, text: first.text });
	expect((await send(line, 0)).status).toBe(422);
	const ballot = await later.client(voter!.cookie)('GET', `/polls/${id}/ballot`);
	expect(ballot.body).toMatchObject({ choice: { option: there.poll.options[1]!.id } });
	line.close();
	await later.stop();
});
