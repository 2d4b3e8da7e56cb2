import type { Phase } from '../consultations/model.ts';
import {
	capacities,
	matrix,
	type Action,
	type Capacity,
	type Cell,
	type Condition,
	type Permission,
	type PermissionName
} from './matrix.ts';

/** The signs of the table, by name. */
export const cellNames = {
	'✓': 'yes',
	o: 'own',
	s: 'scope',
	'–': 'no',
	'✗': 'never'
} as const satisfies Record<Cell, string>;
export type CellName = (typeof cellNames)[Cell];

/** A permission as it is shown: the same for pages and API, drawn from the matrix alone. */
export interface PermissionRow {
	name: PermissionName;
	cells: { capacity: Capacity; cell: CellName }[];
	conditions: readonly Condition[];
	/** One administrator proposes, another one approves. */
	twoPersons: boolean;
	/** Its actions by when they are possible; `phases` is null for always. */
	times: { actions: Action[]; phases: readonly Phase[] | null }[];
}

/** Who may do what (requirements §3), in the order of the matrix. */
export const permissionTable: readonly PermissionRow[] = Object.entries<Permission>(matrix).map(
	([name, { cells, only = [], twoPersons = false, actions }]) => ({
		name: name as PermissionName,
		cells: capacities.map((capacity, place) => ({ capacity, cell: cellNames[cells[place]!] })),
		conditions: only,
		twoPersons,
		times: timesOf(actions)
	})
);

function timesOf(actions: Permission['actions']): PermissionRow['times'] {
	const times = new Map<string, PermissionRow['times'][number]>();
	for (const [action, phases] of Object.entries(actions)) {
		const key = phases?.join() ?? '';
		const time = times.get(key) ?? { actions: [], phases };
		time.actions.push(action as Action);
		times.set(key, time);
	}
	return [...times.values()];
}

type TimedOf<Actions> = {
	[One in keyof Actions]: Actions[One] extends null ? never : One;
}[keyof Actions];

/** The actions that are possible in some phases of a consultation only. */
export type TimedAction = {
	[Name in PermissionName]: TimedOf<(typeof matrix)[Name]['actions']>;
}[PermissionName] &
	Action;
