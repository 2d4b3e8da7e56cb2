import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { query, type Store } from '#storage/storage.ts';
import { isRefusal } from '../../kernel/errors.ts';
import { Uncounted, type Counted, type CountedReader } from '../queries.ts';

/** More often a poll does not change between the count and the look. */
const mostTries = 5;

/**
 * A snapshot that may show results of polls. The ballots of a poll are counted when somebody first looks after its
 * closing, and what they came to is kept: to count millions of them for each page would hold everybody up.
 */
export async function readCounted<Result>(
	store: Store,
	work: (reader: CountedReader) => Promise<Result>
): Promise<Result> {
	const counted = new Map<string, Counted>();
	for (let tries = 1; ; tries++)
		try {
			return await store.read((reader) => work({ ...reader, counted }));
		} catch (error) {
			if (!(error instanceof Uncounted) || tries > mostTries) throw error;
			counted.set(error.poll.pollId, await countOnce(store, error.poll));
		}
}

type Asked = Uncounted['poll'];

/** Whoever looks in the meantime waits for the same count. */
const underWay = new WeakMap<Store, Map<string, Promise<Counted>>>();

function countOnce(store: Store, asked: Asked): Promise<Counted> {
	const counts = underWay.get(store) ?? new Map<string, Promise<Counted>>();
	underWay.set(store, counts);
	const key = Object.values(asked).join(' ');
	const running = counts.get(key) ?? count(store, asked).finally(() => counts.delete(key));
	counts.set(key, running);
	return running;
}

async function count(store: Store, asked: Asked): Promise<Counted> {
	// The time is on disk before the first ballot is counted: no process takes another one afterwards.
	await kept(store, async () => undefined);
	const counted: Counted = { ...asked, options: await countBallots(store, asked.pollId) };
	await kept(store, async ({ db, t }) => {
		const { verified, declared, closesAt, options } = counted;
		const set = { verified, declared, closesAt, options };
		await db
			.insert(t.pollResults)
			.values(counted)
			.onConflictDoUpdate({ target: t.pollResults.pollId, set });
	});
	return counted;
}

/** Without room for it results are still shown; they are counted anew for whoever looks next. */
async function kept(store: Store, work: Parameters<Store['write']>[1]): Promise<void> {
	await store.write({ kind: 'system', job: 'count' }, work).catch((error: unknown) => {
		if (!isRefusal(error)) throw error;
	});
}

/** As many ballots as are counted before others get their turn. */
const atOnce = 10_000;

async function countBallots(store: Store, pollId: string): Promise<Counted['options']> {
	const options: Counted['options'] = {};
	let after = '';
	for (let seen = atOnce; seen === atOnce; await nextTurn()) {
		const rows = await store.run(countSome, { pollId, after, limit: atOnce });
		seen = 0;
		for (const { choice, tier, active, ballots, last } of rows) {
			for (const id of JSON.parse(choice) as string[])
				(options[id] ??= { verified: 0, declared: 0 })[tier] += Number(active);
			seen += Number(ballots);
			after = last;
		}
	}
	return options;
}

const countSome = query<{ pollId: string; after: string; limit: number }>()(
	'count_some',
	(db, t) => {
		const { ballots } = t;
		const part = db
			.select({
				// As text: PostgreSQL does not group by JSON.
				choice: sql<string>`cast(${ballots.choice} as text)`.as('chosen'),
				tier: ballots.tier,
				tag: ballots.tag,
				active: sql<number>`case when ${ballots.state} = 'active' then 1 else 0 end`.as('active')
			})
			.from(ballots)
			.where(
				and(
					eq(ballots.pollId, sql.placeholder('pollId')),
					gt(ballots.tag, sql.placeholder('after'))
				)
			)
			.orderBy(asc(ballots.tag))
			.limit(sql.placeholder('limit'))
			.as('part');
		return db
			.select({
				choice: part.choice,
				tier: part.tier,
				active: sql<number>`sum(${part.active})`,
				ballots: sql<number>`count(*)`,
				// By the database's own order of tags.
				last: sql<string>`max(max(${part.tag})) over ()`
			})
			.from(part)
			.groupBy(sql`${part.choice}`, part.tier);
	}
);
