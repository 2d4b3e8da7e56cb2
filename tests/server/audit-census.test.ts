import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Phase } from '#core/consultations/model.ts';
import { capacities } from '#core/permissions/matrix.ts';
import { pages, type Page } from '../../src/web/pages.ts';
import { operationsIn } from '../support/census.ts';
import { outcomeOf, put } from '../support/matrix/ask.ts';
import type { Player } from '../support/matrix/cast.ts';
import { createRehearsal, type Left } from '../support/matrix/dry.ts';
import { expectedOf, rowOf } from '../support/matrix/expected.ts';
import { performers, type Performer } from '../support/matrix/performers.ts';
import { setStage, type Stage } from '../support/matrix/stage.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** RELIABILITY P19: every privileged act is on the record, in the same transaction, once. */
const now = Date.now();
let demo: Demo;
let stage: Stage;
let rehearsal: ReturnType<typeof createRehearsal>;

beforeAll(async () => {
	demo = await startDemo(() => now);
	rehearsal = createRehearsal(demo.app);
	stage = await setStage(demo);
});
afterAll(() => demo.stop());

/** Form actions of staff that change nothing: they check, or show the form again. */
const changeNothing = new Set([
	'/desk/verify begin',
	'/desk/verify change',
	'/desk/cards find',
	'/admin/accounts default',
	'/desk/enter/[number] find',
	'/desk/enter/[number] check',
	'/desk/enter/[number] change',
	'/office/consultations/[number]/answer fill',
	'/office/consultations/[number]/decision more',
	'/office/consultations/[number]/decision edit',
	'/office/consultations/[number]/decision check'
]);

/** Routes of the API that change something and are done elsewhere in this proof, or leave no entry of an act. */
const apart = new Set([
	'POST /session',
	'DELETE /session',
	'POST /session/passkey/options',
	'POST /session/passkey',
	'DELETE /sessions',
	'DELETE /sessions/{id}',
	'POST /passkeys/options',
	'POST /passkeys',
	'POST /receipts',
	'POST /consultations/{number}/similar',
	'POST /account/notices/read',
	'DELETE /contributions/{id}/support',
	'DELETE /account/follows/{kind}/{of}',
	'POST /replies/{id}/flags'
]);

interface Way {
	action: string;
	performer: Performer;
}
const ways = (): Way[] =>
	Object.entries(performers).flatMap(([action, all]) =>
		all.map((performer) => ({ action, performer }))
	);
const askOf = ({ performer }: Way) => performer.ask(stage, stage.players[0]!);

/** `/desk/[id]` or `/contributions/{id}/answer` as an expression. */
const patternOf = (route: string) =>
	new RegExp(`^${route.replace(/\/\([^)]+\)/g, '').replace(/[[{]\w+[\]}]/g, '[^/?]+')}$`);

/** What staff change by the API and by forms, found from the routes themselves. */
async function staffRoutes(): Promise<{ name: string; ways: Way[] }[]> {
	const document: unknown = await (await fetch(`${demo.origin}/api/openapi.json`)).json();
	const calls = operationsIn(document)
		.map(({ method, path }) => ({ method, path: path.replace(/^\/api\/v1/, '') }))
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => ({
			name: `${method} ${path}`,
			ways: ways().filter((way) => {
				const ask = askOf(way);
				return (
					way.performer.way === 'api' && ask.method === method && patternOf(path).test(ask.path)
				);
			})
		}))
		.filter(({ name }) => !apart.has(name));
	const forms = (Object.entries(pages) as [string, Page][])
		.filter(([route]) => /^\/(desk|office|admin)(\/|$)/.test(route))
		.flatMap(([route, { does = {} }]) =>
			Object.keys(does).map((name) => ({
				name: `${route} ${name}`,
				ways: ways().filter((way) => {
					const { pathname, searchParams } = new URL(askOf(way).path, demo.origin);
					const does = [...searchParams.keys()].find((one) => one.startsWith('/')) ?? '/default';
					return (
						way.performer.way === 'form' && patternOf(route).test(pathname) && does === `/${name}`
					);
				})
			}))
		)
		.filter(({ name }) => !changeNothing.has(name));
	return [...calls, ...forms];
}

test('everything that staff may change has somebody here who does it', async () => {
	const routes = await staffRoutes();
	expect(routes.length).toBeGreaterThan(70);
	expect(routes.filter(({ ways }) => ways.length === 0).map(({ name }) => name)).toEqual([]);
});

interface Occasion {
	phase: Phase;
	player: Player;
}

/** Those who may, each in a phase in which it is possible: the first one, and all who hold several roles. */
function occasionsOf(way: Way): Occasion[] {
	const occasions = stage.players.flatMap((player) => {
		const { when } = way.performer;
		const phases =
			(typeof when === 'function' ? when(player) : when) ?? rowOf(way.action).actions[way.action];
		const phase = way.performer.draft ? 'open' : (phases?.[0] ?? 'open');
		return mayDo(way, player, phase) ? [{ phase, player }] : [];
	});
	return occasions.filter(({ player: { roles } }, place) => place === 0 || roles.length > 1);
}

function mayDo({ action, performer }: Way, player: Player, phase: Phase): boolean {
	const isTimeless = performer.draft ?? rowOf(action).actions[action] === null;
	const thing = stage.things[performer.on];
	return expectedOf(action, player, thing, isTimeless ? null : phase) === 'yes';
}

/** Whether an entry names a role that lets its holder do this, where it is held; residents have none. */
function isSigned(way: Way, { player, phase }: Occasion, { role, scopeId }: Left): boolean {
	if (player.roles.length === 0) return role === null;
	const held = player.roles.filter((one) => one.role === role && one.scopeId === scopeId);
	// An invitation to a centre is in the hands of its coordinators, and of administrators.
	const either = way.action === 'staff.assign' ? (['staff.assign', 'proposal.make'] as const) : [];
	return held.some((one) =>
		[way.action, ...either].some((action) =>
			mayDo({ ...way, action }, { ...player, roles: [one], capacities: [one.role] }, phase)
		)
	);
}

/** What follows from an act, and stands in the log beside it. */
const companions: Record<string, readonly string[]> = {
	'person.verified': ['card.issued', 'account.registered'],
	'representative.left': ['organisation.ended'],
	'role.ended': ['session.ended'],
	'account.suspended': ['session.ended'],
	'proposal.approved': ['session.ended']
};

async function leftBy(way: Way, occasion: Occasion): Promise<string[]> {
	const { phase, player } = occasion;
	await stage.inPhase(phase, { lateIntake: way.performer.lateIntake ?? false });
	await way.performer.before?.(stage, player);
	rehearsal.happened.length = 0;
	const ask = way.performer.ask(stage, player);
	const observed = await rehearsal.rehearse(() => put(demo, player, way.performer.way, ask));
	const outcome = outcomeOf(observed, way.performer, player, ask.method);
	const left = rehearsal.happened.flatMap((one) => one.left);
	const acts = left.filter(
		({ action }) => !left.some((other) => companions[other.action]?.includes(action))
	);
	const signed = left.every((one) => isSigned(way, occasion, one));
	if (outcome === 'yes' && acts.length === 1 && signed) return [];
	return [
		`as ${player.name}, ${phase}: ${outcome} (${observed.status} ${observed.code}), ${JSON.stringify(left)}`
	];
}

test('whatever is changed leaves exactly one entry, with the role and where it is held', async () => {
	const found: string[] = [];
	const routes = await staffRoutes();
	let performed = 0;
	for (const { name, ways } of routes) {
		const before = performed;
		for (const way of ways) {
			// Of what is addressed in a phase in which it cannot be, another line does it.
			if (way.action.startsWith('draft.') || way.action === 'consultation.announce')
				if (!way.performer.draft) continue;
			for (const occasion of occasionsOf(way)) {
				for (const fault of await leftBy(way, occasion)) found.push(`${name} ${fault}`);
				performed++;
			}
		}
		if (performed === before) found.push(`${name}: nobody does it`);
	}
	console.log(
		`audit census: ${routes.length} mutating routes, performed ${performed} times, one entry each`
	);
	expect(found).toEqual([]);
});

test('somebody who holds several roles acts under the one that lets them', async () => {
	await stage.inPhase('open');
	const player = stage.players.find(({ name }) => name === 'consultant of both')!;
	const [performer] = performers['contribution.moderate']!;
	rehearsal.happened.length = 0;
	await rehearsal.rehearse(() => put(demo, player, 'api', performer!.ask(stage, player)));
	expect(rehearsal.happened.flatMap(({ left }) => left)).toEqual([
		{ action: 'contribution.redacted', role: 'consultant', scopeId: stage.centre.id }
	]);
});

test('the columns of the matrix are those of the cast', () => {
	const played = new Set(stage.players.flatMap(({ capacities }) => capacities));
	expect([...capacities].filter((one) => !played.has(one))).toEqual([]);
});
