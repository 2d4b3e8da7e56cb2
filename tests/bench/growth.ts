import { rmSync } from 'node:fs';
import { createApp, type App } from '#core/app.ts';
import type { SearchFilter } from '#core/search/model.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { temporaryFolder } from '../support/folder.ts';
import { account } from '../support/world.ts';
import { seed, type Seeded, type Size } from './growth/seed.ts';
import { median } from './load.ts';
import type { Outcome } from './run.ts';
import { startedOn } from './start-up.ts';

/** A part of the large database, for a quick look while something is changed: `VICHE_BENCH_PART=0.1`. */
const part = Number(process.env['VICHE_BENCH_PART'] ?? 1);
const small: Size = {
	consultations: 200,
	contributions: 10_000,
	inOne: 6000,
	ballots: 100_000,
	accounts: 1000
};
const large: Size = {
	consultations: 2000,
	contributions: 1_000_000 * part,
	inOne: 200_000 * part,
	ballots: 10_000_000 * part,
	accounts: 100_000 * part
};
const rounds = 11;
const warmUp = 2;
const visitor = { kind: 'visitor' } as const;

interface Side extends Seeded {
	app: App;
	close(): Promise<void>;
}

/** One kind of work; `times` in one round. */
interface Work {
	what: string;
	times: number;
	/** How many are done at once; the figure is for one. */
	atOnce?: number;
	/** Answers what is done each time. */
	on(side: Side): (() => Promise<unknown>) | Promise<() => Promise<unknown>>;
}

/** What a database with 1,000,000 contributions and 10,000,000 ballots costs, beside one with a hundredth of both. */
export async function growth(): Promise<Outcome[]> {
	const folders = [temporaryFolder(), temporaryFolder()] as const;
	try {
		const began = performance.now();
		const few = await seed(folders[0], small);
		const many = await seed(folders[1], large);
		console.log(`seeded in ${Math.round((performance.now() - began) / 1000)} s`);
		const outcomes = await compared(few, many);
		return [...outcomes, await startUp(folders[1])];
	} finally {
		for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	}
}

async function compared(few: Seeded, many: Seeded): Promise<Outcome[]> {
	const sides = [await opened(few), await opened(many)] as const;
	const outcomes: Outcome[] = [];
	for (const work of works) outcomes.push(await byTurns(work, sides));
	for (const side of sides) await side.close();
	return outcomes;
}

async function opened(seeded: Seeded): Promise<Side> {
	const { folder, now } = seeded;
	const storage = openSqlite({ folder, migrations: 'db/sqlite', clock: () => now });
	const app = await createApp(storage, {
		secure: false,
		demo: false,
		mail: false,
		holidaysAreWorkingDays: true
	});
	return { ...seeded, app, close: () => storage.close() };
}

async function byTurns(
	{ what, times, atOnce = 1, on }: Work,
	sides: readonly [Side, Side]
): Promise<Outcome> {
	const once = [await on(sides[0]), await on(sides[1])] as const;
	const cpu: [number[], number[]] = [[], []];
	const wall: [number[], number[]] = [[], []];
	for (let round = 0; round < rounds; round++)
		for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
			const [began, before] = [performance.now(), process.cpuUsage()];
			for (let n = 0; n < times; n++) await once[side]();
			const { user, system } = process.cpuUsage(before);
			// The first rounds compile and prepare.
			if (round < warmUp) continue;
			cpu[side].push((user + system) / times / atOnce);
			wall[side].push(((performance.now() - began) * 1000) / times / atOnce);
		}
	console.log(
		`${what}: ${wall.map((all) => median(all).toFixed(0)).join(' and ')} µs by the clock, few and many`
	);
	const [limit, ours] = [median(cpu[0]), median(cpu[1])];
	const ratio = ours / limit;
	const named = `S5 ${what}`;
	return { what: named, ours, unit: 'µs', limit, ratio, goal: '≤ 1.3', reached: ratio <= 1.3 };
}

/** Pages of contributions, each from where the one before ended. */
async function cursorAfter({ app, number }: Side, pages: number): Promise<string> {
	let cursor: string | undefined;
	for (let page = 0; page < pages; page++)
		cursor = (await app.contributions.list(visitor, { number, cursor })).next ?? undefined;
	return cursor!;
}

const lists = (
	filter: Omit<Parameters<App['contributions']['list']>[1], 'number'>,
	what: string
): Work => ({
	what: `contributions, ${what}`,
	times: 20,
	on:
		({ app, number }) =>
		() =>
			app.contributions.list(visitor, { number, ...filter })
});
const found = (
	what: string,
	filter: (side: Side) => Parameters<App['consultations']['list']>[1]
): Work => ({
	what: `consultations, ${what}`,
	times: 40,
	on: (side) => () => side.app.consultations.list(visitor, filter(side))
});

const searched = (
	what: string,
	filter: (side: Side) => Partial<SearchFilter> & { q: string }
): Work => ({
	what: `search of ${what}`,
	times: 20,
	on: (side) => () =>
		side.app.search.page(visitor, { kind: 'contribution', lang: 'uk', ...filter(side) })
});

let people = 0;
const works: Work[] = [
	{
		what: 'page of an open consultation',
		times: 100,
		on:
			({ app, number }) =>
			() =>
				app.consultations.page(visitor, { number })
	},
	{
		what: 'page of a closed one, with results',
		times: 100,
		on:
			({ app, closed }) =>
			() =>
				app.consultations.page(visitor, { number: closed })
	},
	{
		what: 'front page',
		times: 40,
		on:
			({ app }) =>
			() =>
				app.consultations.front(visitor, undefined)
	},
	found('first page', () => ({})),
	found('of one authority', () => ({ authority: 'zhydachiv-rada' })),
	found('of one area', () => ({ areaId: 'oblast' })),
	found('those reported', () => ({ phase: 'reported' })),
	found('search of a common word', ({ commonWord }) => ({ q: commonWord })),
	found('search of a rare word', ({ rareWord }) => ({ q: rareWord })),
	found('search by number', ({ number }) => ({ q: number })),
	searched('contributions for a common word', () => ({ q: 'лавки' })),
	searched('contributions for two common words', () => ({ q: 'лавками біля центрів' })),
	searched('contributions for a rare word', ({ rareWord }) => ({ q: rareWord })),
	searched('contributions for a common word, of one authority', () => ({
		q: 'лавки',
		authority: 'zhydachiv-rada'
	})),
	searched('contributions for a word that is nowhere', () => ({ q: 'перлинника' })),
	searched('documents for a common word', () => ({ q: 'статуту', kind: 'document' })),
	lists({}, 'first page'),
	{
		what: 'contributions, page 100',
		times: 20,
		async on(side) {
			const { app, number } = side;
			const cursor = await cursorAfter(side, 99);
			return () => app.contributions.list(visitor, { number, cursor });
		}
	},
	lists({ kind: 'proposal' }, 'of one kind'),
	lists({ sort: 'support' }, 'by support'),
	lists({ sort: 'support', kind: 'proposal' }, 'of one kind by support'),
	lists({ sort: 'unanswered' }, 'unanswered first'),
	lists({ channel: 'paper' }, 'from paper'),
	{
		what: 'live resume of 50 events',
		times: 20,
		on({ app, number }) {
			const topic = `c:${number}`;
			return async () => {
				const head = await app.live.head(visitor, { topic });
				const since = { topic, offset: head!.o - 50, limit: 100 };
				const events = await app.live.since(visitor, since);
				return app.live.render(visitor, { events });
			};
		}
	},
	{
		what: 'vote, in groups of 64',
		times: 10,
		atOnce: 64,
		on({ app, pollId, options }) {
			const vote = () => {
				const actor = account(`voter-${people++}`, { personId: `person-${people}` });
				return app.polls.cast(actor, { pollId, choice: { option: options[0]! }, key: actor.id });
			};
			return () => Promise.all(Array.from({ length: 64 }, vote));
		}
	},
	{
		what: 'contribution, in groups of 16',
		times: 10,
		atOnce: 16,
		on({ app, number }) {
			const author = account('00000000-0000-7000-c000-000000000001');
			const write = () =>
				app.contributions.write(author, {
					number,
					kind: 'proposal',
					text: `Полагодьте сходи до річки, місце ${people++}.`,
					display: 'initials'
				});
			return () => Promise.all(Array.from({ length: 16 }, write));
		}
	}
];

async function startUp(folder: string): Promise<Outcome> {
	const times: number[] = [];
	for (let round = 0; round < 5; round++) times.push((await startedOn(folder)).ready);
	const ready = median(times);
	return {
		what: 'S7 ready on the large database',
		ours: ready,
		unit: 'ms',
		limit: 1500,
		ratio: ready / 1500,
		goal: '≤ 1500 ms',
		reached: ready <= 1500
	};
}
