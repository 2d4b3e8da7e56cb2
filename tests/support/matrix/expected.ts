import type { Phase } from '#core/consultations/model.ts';
import { capacities, matrix, type Permission } from '#core/permissions/matrix.ts';
import type { Player } from './cast.ts';

/** What an action is done to, as the cells and conditions ask. */
export interface Thing {
	ownerId?: string | null;
	authorityId?: string;
	centreId?: string;
	/** Where it is as much the other centre’s. */
	secondCentreId?: string;
	areaIds?: readonly string[];
	earlierId?: string | null;
}

/**
 * `yes` · `sign_in` · `second_factor` · `no` (with the code by which the permission refuses) · `not_now`: it is
 * somebody's to do, at another time.
 */
export type Expected = 'yes' | 'sign_in' | 'second_factor' | 'no' | 'not_now';

/** The permission of an action, found without the policy. */
export function rowOf(action: string): Permission {
	const found = Object.values<Permission>(matrix).find(({ actions }) => action in actions);
	if (!found) throw new Error(`${action} is not in the matrix`);
	return found;
}

/** What the table says in so many words; the policy is never asked. */
export function expectedOf(
	action: string,
	player: Player,
	thing: Thing,
	phase: Phase | null
): Expected {
	const row = rowOf(action);
	if (!allowed(row, player, thing, player.factor)) {
		if (player.id === null) return 'sign_in';
		const waits = !player.factor && player.roles.length > 0 && !inCircle(row, player, false);
		return waits && inCircle(row, player, true) ? 'second_factor' : 'no';
	}
	const phases = row.actions[action];
	return phase === null || !phases || phases.includes(phase) ? 'yes' : 'not_now';
}

function cellsOf(row: Permission, player: Player, factor: boolean) {
	return player.capacities.map((capacity, place) => {
		const cell = row.cells[capacities.indexOf(capacity)]!;
		const role = player.roles[place];
		// An office is nothing before its second factor, but for what every visitor may and one's own.
		const forEverybody = cell === 'o' || (cell === '✓' && row.cells[0] === '✓');
		return { cell: role && !factor && !forEverybody ? ('–' as const) : cell, role };
	});
}

/** Whether some office or standing of the account has a cell at all, and none forbids it. */
function inCircle(row: Permission, player: Player, factor: boolean): boolean {
	const cells = cellsOf(row, player, factor).map(({ cell }) => cell);
	return cells.some((cell) => cell !== '–') && !cells.includes('✗');
}

function allowed(row: Permission, player: Player, thing: Thing, factor: boolean): boolean {
	if (!inCircle(row, player, factor)) return false;
	const owns = player.id !== null && thing.ownerId === player.id;
	for (const condition of row.only ?? []) {
		if (condition === 'not_own' && owns) return false;
		if (condition === 'other_person' && player.id !== null && thing.earlierId === player.id)
			return false;
		if (condition === 'lives_there' && !thing.areaIds?.some((id) => player.areaIds.includes(id)))
			return false;
	}
	return cellsOf(row, player, factor).some(({ cell, role }) => {
		if (cell === '✓') return true;
		if (cell === 'o') return player.id === null || thing.ownerId === undefined || owns;
		if (cell !== 's') return false;
		const { authorityId, centreId, secondCentreId } = thing;
		const scopes = role?.scope === 'authority' ? [authorityId] : [centreId, secondCentreId];
		return role !== undefined && scopes.includes(role.scopeId);
	});
}
