import type { Inbox, InboxFilter } from '#core/answers/queries/inbox.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { temporaryFolder } from '../support/folder.ts';
import { prose, signedBy } from '../support/reports.ts';
import { account, addAccounts, createWorld, type World } from '../support/world.ts';
import { median } from './load.ts';
import type { Outcome } from './run.ts';

const [few, many] = [200, 2000];
const atOnce = 50;
const visitor = { kind: 'visitor' } as const;
const reasons = 'Кошти на це вже закладено в програму благоустрою на 2027 рік.';

/** Microseconds of processor time for each item, of everything an official does with them. */
type Costs = Record<string, number[]>;

/** What 2,000 proposals in one consultation cost its official, for each of them, beside 200. */
export async function answers(): Promise<Outcome[]> {
	// The first time pays for what is compiled and prepared.
	await costsOf(few);
	const small = pooled([await costsOf(few), await costsOf(few), await costsOf(few)]);
	const large = pooled([await costsOf(many), await costsOf(many)]);
	return Object.entries(large).map(([what, costs]) => {
		const [ours, limit] = [median(costs), median(small[what]!)];
		const ratio = ours / limit;
		return {
			what: `${what}, for each item of 2,000, beside 200`,
			ours,
			unit: 'µs',
			limit,
			ratio,
			goal: '≤ 1.3',
			reached: ratio <= 1.3
		};
	});
}

function pooled(rounds: readonly Costs[]): Costs {
	const names = Object.keys(rounds[0]!);
	return Object.fromEntries(names.map((name) => [name, rounds.flatMap((one) => one[name]!)]));
}

async function costsOf(count: number): Promise<Costs> {
	const world = await createWorld({
		open: async (clock) => openSqlite({ folder: temporaryFolder(), migrations: 'db/sqlite', clock })
	});
	const { app, official, storage } = world;
	const number = await filled(world, count);
	const emptying: number[] = [];
	const answering: number[] = [];
	for (let left = count; left > 0; left -= atOnce) {
		const filter = { number, state: 'waiting', limit: atOnce } as const;
		const [{ items }, reading] = await measured(() => app.answers.inbox(official, filter));
		const answered = items.map(({ id }) => ({ contributionId: id, status: 'accepted' }));
		const group = { answered, reasons: `${reasons} № ${left}.` };
		const [, writing] = await measured(() => app.answers.give(official, group));
		emptying.push(reading / atOnce);
		answering.push(writing / atOnce);
	}
	const answered = await everyInboxPage(world, number);
	const report = { number, prose, signedBy };
	const [, publishing] = await measured(() => app.reports.publish(official, report));
	const reading: number[] = [];
	for (let round = 0; round < 7; round++)
		reading.push((await measured(() => app.reports.page(visitor, { number })))[1] / count);
	await storage.close();
	return {
		'a page of the inbox while it empties': emptying,
		'a page of the inbox, all answered': answered,
		'answering fifty at once': answering,
		'publishing the report': [publishing / count],
		'reading the report': reading
	};
}

/** A consultation that has closed with so many proposals; answers its number. */
async function filled(world: World, count: number): Promise<string> {
	const { number } = await world.open();
	const authors = Array.from({ length: count / 4 }, (_, n) => account(`author-${n}`));
	await addAccounts(world.storage, authors);
	const text = (n: number) => `Пропозиція ${n}: поставити лавку під каштаном.`;
	await Promise.all(
		Array.from({ length: count }, (_, n) =>
			world.write(authors[n % authors.length]!, number, { text: text(n) })
		)
	);
	world.moveTo('2026-12-30T10:00:00Z');
	return number;
}

async function everyInboxPage({ app, official }: World, number: string): Promise<number[]> {
	const costs: number[] = [];
	let cursor: number | null = 0;
	do {
		const filter: InboxFilter = { number, limit: atOnce, cursor };
		const [page, cost]: [Inbox, number] = await measured(() => app.answers.inbox(official, filter));
		costs.push(cost / atOnce);
		cursor = page.next;
	} while (cursor !== null);
	return costs;
}

/** The result, and the microseconds of the processor that it took. */
async function measured<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
	const before = process.cpuUsage();
	const result = await work();
	const { user, system } = process.cpuUsage(before);
	return [result, user + system];
}
