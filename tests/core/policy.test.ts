import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phases } from '#core/consultations/model.ts';
import { roleNames, type AccountActor, type Actor, type ScopedRole } from '#core/kernel/actor.ts';
import { actions, capacities, permissionOf, type Action } from '#core/permissions/matrix.ts';
import { isTimeFor, may, mayTry, refusalOf, type Facts } from '#core/permissions/policy.ts';
import { account } from '../support/world.ts';

/** A second, simpler reading of the table: slow, and in other words than the policy's. */
function read(action: Action, actor: Actor, facts: Facts): boolean {
	const row = permissionOf.get(action)!;
	const cellOf = (capacity: (typeof capacities)[number]) =>
		row.cells[capacities.indexOf(capacity)]!;
	if (actor.kind !== 'account') {
		// Conditions that need somebody hold of nobody, but where they forbid one's own.
		if (row.only?.includes('lives_there')) return false;
		return ['✓', 'o'].includes(cellOf('visitor'));
	}
	const offices = actor.roles.map((held) => ({ held, cell: cellOf(held.role) }));
	const asResident = [
		cellOf(actor.personId === null ? 'declared' : 'verified'),
		...(actor.organisationIds.length > 0 ? [cellOf('representative')] : [])
	].map((cell) => ({ held: null as ScopedRole | null, cell }));
	const standings = offices.length > 0 ? offices : asResident;
	if (offices.length > 0 && actor.secondFactorAt === null) {
		// Then an office is worth no more than a visitor's cell, and what is one's own.
		const left = standings.filter(
			({ cell }) => cell === 'o' || (cell === '✓' && cellOf('visitor') === '✓')
		);
		return left.length > 0 && fits(left) && conditionsHold();
	}
	if (standings.some(({ cell }) => cell === '✗')) return false;
	return fits(standings) && conditionsHold();

	function fits(some: typeof standings): boolean {
		return some.some(({ held, cell }) => {
			if (cell === '✓') return true;
			if (cell === 'o')
				return facts.organisationId
					? (actor as AccountActor).organisationIds.includes(facts.organisationId)
					: facts.accountId === undefined || facts.accountId === (actor as AccountActor).id;
			if (cell !== 's' || held === null) return false;
			return held.scope === 'authority'
				? held.scopeId === facts.authorityId
				: held.scopeId === facts.centreId;
		});
	}

	function conditionsHold(): boolean {
		const { id, areaPath } = actor as AccountActor;
		return (row.only ?? []).every((condition) => {
			if (condition === 'not_own') return facts.accountId !== id;
			if (condition === 'other_person') return facts.earlierId !== id;
			if (condition === 'lives_there')
				return facts.areaIds?.some((one) => areaPath.includes(one)) ?? false;
			return true;
		});
	}
}

const ids = fc.constantFrom('one', 'two', 'three');
const roles: fc.Arbitrary<ScopedRole> = fc
	.record({ role: fc.constantFrom(...roleNames), scopeId: ids })
	.map(({ role, scopeId }) => ({
		role,
		scope: role === 'official' ? 'authority' : role === 'admin' ? 'network' : 'centre',
		scopeId: role === 'admin' ? '' : scopeId
	}));
const accounts = fc
	.record({
		id: ids,
		personId: fc.option(ids),
		roles: fc.array(roles, { maxLength: 3 }),
		organisationIds: fc.array(ids, { maxLength: 2 }),
		areaPath: fc.array(ids, { minLength: 1, maxLength: 2 }),
		secondFactorAt: fc.option(fc.constant(0))
	})
	.map(({ id, ...rest }) => account(id, rest));
const actors: fc.Arbitrary<Actor> = fc.oneof(
	{ weight: 9, arbitrary: accounts },
	fc.constant<Actor>({ kind: 'visitor' }),
	fc.constant<Actor>({ kind: 'voter', tag: 'one' })
);
const facts: fc.Arbitrary<Facts> = fc.record(
	{
		accountId: fc.option(ids),
		organisationId: fc.option(ids),
		authorityId: ids,
		centreId: ids,
		areaIds: fc.array(ids, { maxLength: 2 }),
		earlierId: fc.option(ids)
	},
	{ requiredKeys: [] }
);
const anyAction = fc.constantFrom(...actions);
const often = { numRuns: 20_000 };

test('the policy grants what the table says, and nothing else, to whomever', () => {
	fc.assert(
		fc.property(anyAction, actors, facts, (action, actor, about) => {
			expect(may(action, actor, about)).toBe(read(action, actor, about));
		}),
		often
	);
});

test('whoever may do it to something may try it, and whoever may not try it may do it to nothing', () => {
	fc.assert(
		fc.property(anyAction, actors, facts, (action, actor, about) => {
			if (may(action, actor, about)) expect(mayTry(action, actor)).toBe(true);
		}),
		often
	);
});

test('a further role takes nothing away but by a cell that says no, and the second factor gives, never takes', () => {
	fc.assert(
		fc.property(anyAction, accounts, facts, (action, actor, about) => {
			const waiting = { ...actor, secondFactorAt: null };
			if (may(action, waiting, about))
				expect(may(action, { ...actor, secondFactorAt: 0 }, about)).toBe(
					!isForbidden(action, actor)
				);
		}),
		often
	);

	function isForbidden(action: Action, { roles }: AccountActor): boolean {
		const { cells } = permissionOf.get(action)!;
		return roles.some(({ role }) => cells[capacities.indexOf(role)] === '✗');
	}
});

test('nobody does what nobody may, not even with every role', () => {
	const everything = account('one', {
		roles: roleNames.map((role) => ({
			role,
			scope: role === 'official' ? 'authority' : role === 'admin' ? 'network' : 'centre',
			scopeId: role === 'admin' ? '' : 'one'
		}))
	});
	const nobodys = actions.filter((action) =>
		permissionOf.get(action)!.cells.every((cell) => cell === '–' || cell === '✗')
	);
	expect(nobodys.length).toBeGreaterThan(0);
	for (const action of nobodys)
		expect(may(action, everything, { centreId: 'one', authorityId: 'one' }), action).toBe(false);
});

test('what is not in the table is allowed to nobody, and never in time', () => {
	const unknown = 'database.drop' as Action;
	expect(may(unknown, account('one'), {})).toBe(false);
	expect(mayTry(unknown, account('one'))).toBe(false);
	for (const phase of phases) expect(isTimeFor(unknown, phase)).toBe(false);
	expect(refusalOf(unknown, account('one')).code).toBe('not_allowed');
});
