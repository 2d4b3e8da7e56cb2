import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	actions,
	capacities,
	matrix,
	type Action,
	type Permission
} from '#core/permissions/matrix.ts';
import { outcomeOf, put } from '../support/matrix/ask.ts';
import type { Player } from '../support/matrix/cast.ts';
import { createRehearsal } from '../support/matrix/dry.ts';
import { expectedOf, rowOf } from '../support/matrix/expected.ts';
import { performers, withoutRoute, type Performer } from '../support/matrix/performers.ts';
import { announcedPhases, setStage, type Stage } from '../support/matrix/stage.ts';
import { costlyAmong, recordStatements } from '../support/plans.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { tellsAll } from '../support/ways.ts';

/** RELIABILITY P25: every cell of the matrix over real HTTP; what the cells say is read off the table alone. */
const now = Date.now();
let demo: Demo;
let recorded: ReturnType<typeof recordStatements>;
let stage: Stage;
let rehearsal: ReturnType<typeof createRehearsal>;
const executed = new Set<string>();
const figures = { requests: 0, deviations: 0 };

beforeAll(async () => {
	demo = await startDemo(() => now);
	recorded = recordStatements();
	rehearsal = createRehearsal(demo.app);
	stage = await setStage(demo);
});
afterAll(async () => {
	const cells = Object.values<Permission>(matrix).flatMap(({ cells }) => cells);
	console.log(
		`matrix: ${cells.length} cells, ${cells.length / capacities.length} permissions, ${actions.length} actions; ` +
			`executed: ${executed.size} cells by ${figures.requests} requests, deviations: ${figures.deviations}`
	);
	recorded.stop();
	await demo.stop();
});

test('every action of the matrix has a way over HTTP, or a reason why not', () => {
	const without = actions.filter((action) => !(action in performers) && !(action in withoutRoute));
	expect(without).toEqual([]);
	const both = actions.filter((action) => action in performers && action in withoutRoute);
	expect(both).toEqual([]);
});

interface Try {
	action: string;
	performer: Performer;
	player: Player;
}

/** Every player at everything that can be done now, ten at a time; answers what differs from the table. */
async function perform(
	phase: (typeof announcedPhases)[number],
	fits: (performer: Performer, action: Action) => boolean,
	isTried: (one: Try, place: number) => boolean = () => true
): Promise<string[]> {
	const tries = Object.entries(performers)
		.flatMap(([name, ways]) =>
			ways
				.filter((performer) => fits(performer, name as Action))
				.flatMap((performer) =>
					stage.players.map((player): Try => ({ action: name, performer, player }))
				)
		)
		.filter(isTried);
	const deviations: string[] = [];
	const one = async ({ action, performer, player }: Try) => {
		await performer.before?.(stage, player);
		const row = rowOf(action);
		const isPhased = row.actions[action] !== null && !performer.draft;
		let wanted = expectedOf(action, player, stage.things[performer.on], isPhased ? phase : null);
		const { when } = performer;
		const phases = typeof when === 'function' ? when(player) : when;
		if (wanted === 'yes' && phases && !phases.includes(phase)) wanted = 'not_now';
		const ask = performer.ask(stage, player);
		const observed = await put(demo, player, performer.way, ask);
		const got = outcomeOf(observed, performer, player, ask.method);
		figures.requests++;
		for (const capacity of player.capacities)
			executed.add(`${Object.keys(row.actions)[0]} ${capacity}`);
		const formsTellLess = performer.way === 'form' && wanted === 'no' && got === 'not_now';
		const nothingYet =
			performer.way !== 'api' && wanted === 'not_now' && (got === 'no' || observed.status === 303);
		const asRefused =
			wanted !== 'no' ||
			performer.way !== 'api' ||
			observed.code === (row.refusal ?? 'not_allowed');
		const pageAsksFirst =
			performer.way !== 'api' && wanted === 'no' && got === 'second_factor' && !player.factor;
		// Some forms ask a visitor themselves who they are, and say there too that it is no time for it.
		const asksInPlace = performer.way === 'form' && wanted === 'sign_in' && observed.status === 422;
		if (
			(got === wanted || asksInPlace || formsTellLess || nothingYet || pageAsksFirst) &&
			asRefused
		)
			return;
		deviations.push(
			`${action} by ${performer.way} as ${player.name}, ${phase}: ${wanted} expected, ${got} found (${observed.status} ${observed.code})`
		);
	};
	await rehearsal.rehearse(async () => {
		const alone = tries.filter(({ performer }) => performer.before);
		const together = tries.filter(({ performer }) => !performer.before);
		while (together.length > 0) await Promise.all(together.splice(0, 10).map(one));
		for (const each of alone) await one(each);
	});
	figures.deviations += deviations.length;
	return deviations;
}

const hasPhases = (action: Action) => rowOf(action).actions[action] !== null;

test('what has no time is done by those whose cells say so, and by nobody else', async () => {
	await stage.inPhase('open');
	expect(await perform('open', ({ when }, action) => !hasPhases(action) && !when)).toEqual([]);
}, 180_000);

test('a draft is written and announced by its authority', async () => {
	expect(await perform('open', ({ draft }) => draft === true)).toEqual([]);
});

test.each(announcedPhases)(
	'while a consultation is %s, each does what is theirs then',
	async (phase) => {
		const timed = (performer: Performer, action: Action) =>
			!performer.draft && (hasPhases(action) || performer.when !== undefined);
		// Whomever the table lets at it never tries in one of the phases, each in another: who may is a matter of its
		// own (tests/core/policy.test.ts). In `test:long` they try in all of them.
		const isTried = ({ action, performer, player }: Try, place: number) =>
			tellsAll ||
			expectedOf(action, player, stage.things[performer.on], null) === 'yes' ||
			announcedPhases[place % announcedPhases.length] === phase;
		await stage.inPhase(phase);
		const deviations = await perform(
			phase,
			(performer, action) => timed(performer, action) && !performer.lateIntake,
			isTried
		);
		await stage.inPhase(phase, { lateIntake: true });
		deviations.push(
			...(await perform(
				phase,
				(performer, action) => timed(performer, action) && !!performer.lateIntake,
				isTried
			))
		);
		expect(deviations).toEqual([]);
	}
);

test('nothing of all that reads a table that grows from end to end, or sorts it', () => {
	const client = new Database(join(demo.folder, 'viche.sqlite'), { readonly: true });
	expect(recorded.all.size).toBeGreaterThan(300);
	expect(costlyAmong(recorded.all, client)).toEqual([]);
	client.close();
});
