import { createApp } from '#core/app.ts';
import { permissionOf, actions } from '#core/permissions/matrix.ts';
import { may } from '#core/permissions/policy.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { temporaryFolder } from '../support/folder.ts';
import { account } from '../support/world.ts';
import { median } from './load.ts';
import type { Outcome } from './run.ts';
import { openTarget, type Target } from './targets.ts';

interface Told {
	number: string;
	cookies: string[];
	/** Of those who need no second factor. */
	signIns: { login: string; password: string }[];
}

/** What accounts and their rights cost: a decision, a flood of sign-ins, a long list. */
export async function people(): Promise<Outcome[]> {
	const viche = await openTarget<Told>('viche');
	const outcomes = [decision(), await flood(viche), await longList()];
	await viche.stop();
	return outcomes;
}

/** One decision about one thing, over every action and kinds of people. */
function decision(): Outcome {
	const actors = [
		account('one'),
		account('two', { personId: 'person', organisationIds: ['spilka'] }),
		account('three', {
			roles: [
				{ role: 'official', scope: 'authority', scopeId: 'rada' },
				{ role: 'coordinator', scope: 'centre', scopeId: 'cip' }
			]
		})
	];
	const facts = { accountId: 'one', authorityId: 'rada', centreId: 'cip', areaIds: ['oblast'] };
	const rounds = 2000;
	const taken = Array.from({ length: 5 }, () => {
		const began = performance.now();
		for (let round = 0; round < rounds; round++)
			for (const action of actions) for (const actor of actors) may(action, actor, facts);
		return ((performance.now() - began) * 1000) / (rounds * permissionOf.size * actors.length);
	});
	return outcome('policy decision', median(taken), 'µs', 5, 1);
}

/** Others read while some sign in all the time; argon2 works beside, on the cores but one. */
async function flood(viche: Target<Told>): Promise<Outcome> {
	await readersP95(viche);
	const quiet: number[] = [];
	const busy: number[] = [];
	for (let round = 0; round < 3; round++) {
		quiet.push(await readersP95(viche));
		const over = new AbortController();
		const signingIn = viche.told.signIns.map((one) => signInUntil(viche, one, over.signal));
		busy.push(await readersP95(viche));
		over.abort();
		await Promise.all(signingIn);
	}
	return outcome(
		'others’ p95 while seven sign in, of a quiet one',
		median(busy),
		'ms',
		median(quiet),
		2
	);
}

async function signInUntil(
	{ origin }: Target<Told>,
	{ login, password }: Told['signIns'][number],
	over: AbortSignal
): Promise<void> {
	while (!over.aborted) {
		const answer = await fetch(`${origin}/api/v1/session`, {
			method: 'POST',
			headers: { origin, 'content-type': 'application/json' },
			body: JSON.stringify({ login, password })
		});
		if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}`);
		await answer.arrayBuffer();
	}
}

/** Twenty readers a second, for some seconds: what nineteen of twenty wait at most. */
async function readersP95({ origin, told }: Target<Told>): Promise<number> {
	const waits = await Promise.all(
		Array.from({ length: 80 }, async (_, n) => {
			await new Promise((resolve) => setTimeout(resolve, n * 50));
			const began = performance.now();
			await (await fetch(`${origin}/consultations/${told.number}`)).arrayBuffer();
			return performance.now() - began;
		})
	);
	return waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.95)]!;
}

/** The log of acts of 10,000 accounts, page by page: the hundredth costs what the first does. */
async function longList(): Promise<Outcome> {
	const storage = openSqlite({ folder: temporaryFolder(), migrations: 'db/sqlite' });
	const app = await createApp(storage, {
		secure: false,
		demo: false,
		mail: false,
		holidaysAreWorkingDays: true
	});
	const role = { role: 'coordinator', scope: 'centre', scopeId: 'cip' } as const;
	for (let n = 0; n < 10_000; n++)
		await storage.write(account(`bench-${n}`, { roles: [role] }), ({ emit }) =>
			Promise.resolve(
				emit({ type: 'centre.revised', topic: null, kind: 'centre', id: 'cip', version: n })
			)
		);
	const visitor = { kind: 'visitor' } as const;
	let cursor: string | undefined;
	for (let page = 1; page < 100; page++)
		cursor = (await app.log.extract(visitor, { limit: 50, cursor })).next!;
	const timeOf = async (at: string | undefined) => {
		const began = performance.now();
		for (let n = 0; n < 50; n++) await app.log.extract(visitor, { limit: 50, cursor: at });
		return (performance.now() - began) / 50;
	};
	const [first, late]: [number[], number[]] = [[], []];
	for (let round = 0; round < 6; round++) {
		first.push(await timeOf(undefined));
		late.push(await timeOf(cursor));
	}
	await storage.close();
	return outcome(
		'page 100 of a log of 10,000 acts, of page 1',
		median(late.slice(1)),
		'ms',
		median(first.slice(1)),
		1.3
	);
}

function outcome(what: string, ours: number, unit: string, limit: number, most: number): Outcome {
	const ratio = ours / limit;
	return { what, ours, unit, limit, ratio, goal: `≤ ${most}`, reached: ratio <= most };
}
