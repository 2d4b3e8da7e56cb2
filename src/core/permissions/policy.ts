import type { Phase } from '../consultations/model.ts';
import type { AccountActor, Actor, ScopedRole } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import {
	capacities,
	permissionOf,
	type Action,
	type Capacity,
	type Cell,
	type Condition,
	type Permission
} from './matrix.ts';

/** What an action is about: as much of it as its cells and conditions ask for. */
export interface Facts {
	/** Whose it is; null: of nobody with an account. */
	accountId?: string | null;
	organisationId?: string | null;
	authorityId?: string;
	/** The centre that hosts, or that was drawn. */
	centreId?: string;
	/** The places that it concerns. */
	areaIds?: readonly string[];
	/** Who decided before, or proposed. */
	earlierId?: string | null;
}

/** As what somebody may do something: a role has the authority or centre in which it is held. */
export interface Standing {
	capacity: Capacity;
	role: ScopedRole | null;
}

const column = Object.fromEntries(capacities.map((one, place) => [one, place])) as Record<
	Capacity,
	number
>;

/** Deny by default: whether the actor is in the circle that may try the action at all, whatever it is about. */
export function mayTry(action: Action, actor: Actor): boolean {
	if (actor.kind === 'system') return true;
	const permission = permissionOf.get(action);
	return permission !== undefined && mightHold(permission, actor);
}

/** Whether an actor whose roles wait for the second factor could try the action with it. */
export function mayTryWithSecondFactor(action: Action, actor: Actor): boolean {
	return (
		actor.kind === 'account' &&
		actor.roles.length > 0 &&
		actor.secondFactorAt === null &&
		mayTry(action, { ...actor, secondFactorAt: 0 })
	);
}

/** Whether the actor may do it, to this. */
export function may(action: Action, actor: Actor, facts: Facts = {}): boolean {
	return actor.kind === 'system' || standingFor(action, actor, facts) !== null;
}

/** Refuses `not_signed_in`, `second_factor_needed` or `not_allowed` unless the actor may. */
export function require(action: Action, actor: Actor, facts: Facts = {}): void {
	if (may(action, actor, facts)) return;
	throw refusalOf(action, actor);
}

/** Why the actor may not. */
export function refusalOf(action: Action, actor: Actor): Refusal {
	if (actor.kind === 'visitor') return new Refusal('not_signed_in');
	if (mayTryWithSecondFactor(action, actor)) return new Refusal('second_factor_needed');
	return new Refusal(permissionOf.get(action)?.refusal ?? 'not_allowed');
}

/** As what the actor may do it; null when not at all. */
export function standingFor(action: Action, actor: Actor, facts: Facts = {}): Standing | null {
	const permission = permissionOf.get(action);
	if (!permission || !mightHold(permission, actor)) return null;
	const { only = [] } = permission;
	if (!only.every((condition) => conditions[condition](actor, facts))) return null;
	return standings(actor).find((standing) => covers(permission, standing, actor, facts)) ?? null;
}

/** Whether a phase of a consultation is one in which the action is possible. */
export function isTimeFor(action: Action, phase: Phase): boolean {
	const during = permissionOf.get(action)?.actions[action];
	return during === null || during?.includes(phase) === true;
}

/** Offices wait for the second factor; what everybody may, and one's own, do not. */
function cellOf(permission: Permission, capacity: Capacity, actor: Actor): Cell {
	const cell = permission.cells[column[capacity]]!;
	if (actor.kind !== 'account' || actor.roles.length === 0 || actor.secondFactorAt !== null)
		return cell;
	const isPrivileged = cell === 's' || (cell === '✓' && permission.cells[0] !== '✓');
	return isPrivileged ? '–' : cell;
}

function mightHold(permission: Permission, actor: Actor): boolean {
	const cells = standings(actor).map(({ capacity }) => cellOf(permission, capacity, actor));
	return !cells.includes('✗') && cells.some((cell) => cell !== '–');
}

function covers(
	permission: Permission,
	{ capacity, role }: Standing,
	actor: Actor,
	facts: Facts
): boolean {
	const cell = cellOf(permission, capacity, actor);
	if (cell === '✓') return true;
	if (cell === 'o') return isOwn(actor, facts);
	if (cell !== 's' || !role) return false;
	return role.scopeId === (role.scope === 'authority' ? facts.authorityId : facts.centreId);
}

/** A visitor has nothing but what the code of a receipt shows, which the command checks. */
function isOwn(actor: Actor, { accountId, organisationId }: Facts): boolean {
	if (actor.kind !== 'account') return true;
	if (organisationId) return actor.organisationIds.includes(organisationId);
	return accountId === undefined || accountId === actor.id;
}

const conditions: Record<Condition, (actor: Actor, facts: Facts) => boolean> = {
	not_own: (actor, { accountId }) => actor.kind !== 'account' || accountId !== actor.id,
	other_person: (actor, { earlierId }) => actor.kind !== 'account' || earlierId !== actor.id,
	lives_there: (actor, { areaIds }) =>
		actor.kind === 'account' &&
		areaIds !== undefined &&
		areaIds.some((id) => actor.areaPath.includes(id)),
	// The cell asks for the centre that was drawn.
	drawn_by_lot: () => true
};

const visitor: readonly Standing[] = [{ capacity: 'visitor', role: null }];
const declared: readonly Standing[] = [{ capacity: 'declared', role: null }];
const verified: readonly Standing[] = [{ capacity: 'verified', role: null }];
const representative: Standing = { capacity: 'representative', role: null };

/** Whoever holds an office takes part, if at all, from a private account. */
function standings(actor: Actor): readonly Standing[] {
	if (actor.kind !== 'account') return visitor;
	if (actor.roles.length === 0) return residentStandings(actor);
	return actor.roles.map((role) => ({ capacity: role.role, role }));
}

function residentStandings(actor: AccountActor): readonly Standing[] {
	const resident = actor.personId === null ? declared : verified;
	return actor.organisationIds.length === 0 ? resident : [...resident, representative];
}
