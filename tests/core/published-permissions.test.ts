import { expect, test } from 'vitest';
import {
	actions,
	capacities,
	matrix,
	type Permission,
	type PermissionName
} from '#core/permissions/matrix.ts';
import { permissionTable } from '#core/permissions/model.ts';

/**
 * The table that was published (requirements §3), copied by hand: visitor, declared resident, verified resident,
 * organisation representative, official, consultant, coordinator, administrator. `c`: on a condition.
 */
const published: [row: string, cells: string, by: PermissionName[]][] = [
	['Read consultations, reports, logs, open data', '✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓', ['read']],
	['Follow', '✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓', ['read']],
	['Post opinion', 'c ✓ ✓ ✓ – – – –', ['contribute']],
	['Post proposal', 'c ✓ ✓ ✓ – – – –', ['contribute']],
	['Advisory vote', '– c ✓ – – – – –', ['vote']],
	['Support', '– ✓ ✓ ✓ – – – –', ['support']],
	['Edit, withdraw until closing', '– o o o – – – –', ['correct']],
	['Flag for moderation', '✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓', ['flag']],
	['Appeal moderation', 'c o o o – – – –', ['appeal']],
	['Dispute an answer', '– o o o – – – –', ['dispute']],
	['Draft, announce, extend, suspend, cancel', '– – – – s – c –', ['consult', 'suspend']],
	['Answer, publish report, record decision', '– – – – s – – –', ['answer']],
	['Clarify as authority, as centre; reply', '– ✓ ✓ ✓ s s s –', ['discuss']],
	['Hide, redact', '– – – – – s s –', ['moderate']],
	['Decide first appeal', '– – – – – – c –', ['decide_appeal']],
	['Enter from paper, on behalf', '– – – – – s s –', ['enter_paper']],
	['Verify a resident in person', '– – – – – s s –', ['verify']],
	['Verify an organisation', '– – – – – – s ✓', ['verify_organisation']],
	['See contact data of contributors', '– o o o c c s –', ['see_contacts', 'own_account']],
	['See who voted how', '– – – – – – – –', ['see_votes_of_others']],
	[
		'Assign consultants',
		'– – – – – – s ✓',
		['assign_consultants', 'administer', 'change_roles_and_rules']
	],
	['Create authority, centre, assign officials', '– – – – – – – ✓', ['administer']],
	['Edit rule profiles', '– – – – – – – ✓', ['change_roles_and_rules']],
	['Edit guide, news, hours of centre', '– – – – – s s ✓', ['keep_centre']],
	['Export personal data set', '– o o o c – – c', ['own_account']]
];

/** Where the table that decides differs from the published one, and why. */
const deviations: Record<string, string> = {
	'Post opinion: visitor c, here –':
		'what nobody signs is written down by a centre, from paper or voice, where the rules allow it',
	'Post proposal: visitor c, here –': 'as above',
	'Advisory vote: declared c, here ✓': 'the condition is that it is counted apart, as it is',
	'Appeal moderation: visitor c, here o': 'the condition is the code of a receipt',
	'Draft, announce, extend, suspend, cancel: coordinator c, here s':
		'in an outage the host centre suspends and resumes, and nothing else',
	'Hide, redact: official –, here ✗': 'no, also where the same account works at the centre',
	'Decide first appeal: official –, here ✗': 'as above',
	'Decide first appeal: coordinator c, here s':
		'the centre that was drawn by lot, in another raion, by another person',
	'See contact data of contributors: official c, here o':
		'no profile demands it; everybody sees their own',
	'See contact data of contributors: consultant c, here o':
		'nobody needs it at the counter; everybody sees their own',
	'See contact data of contributors: admin –, here o': 'everybody sees their own',
	'Export personal data set: official c, here o':
		'the annex of a report holds no personal data; everybody exports their own',
	'Export personal data set: consultant –, here o': 'everybody exports their own',
	'Export personal data set: coordinator –, here o': 'everybody exports their own',
	'Export personal data set: admin c, here o': 'nobody exports the data of others'
};

/** Rows of the published table for which there is nothing yet, so that nobody may. */
const notThere = [
	'Check completeness, return with remarks',
	'Move, merge',
	'Decide final appeal, panel of 3',
	'Review moderation sample'
];

/** What the matrix allows besides, each by itself harmless or written in another part of the requirements. */
const besides: Partial<Record<PermissionName, string>> = {
	come_in: 'tiers 0 and 1 of §5.1',
	follow: 'the account is one way to be told: R-55',
	see_own_vote: 'T10: one’s own ballot',
	ask_for_access: 'R-92: requests for access, by anybody',
	emergency: 'note ³ of §3',
	oversee_verification: '§5.2',
	appeal_revocation: '§5.2',
	register_organisation: '§5.1, tier 4',
	speak_for_organisation: '§5.1, tier 4',
	declare_conflicts: '§4.6',
	read_whole_log: 'R-76: read in whole by those concerned',
	system: 'no cell: jobs of the program itself'
};

const strength = ['✓', 's', 'o', '✗', '–'];
/** The most that the permissions together give each capacity; a strict no counts before an open one. */
function together(names: readonly PermissionName[]): string[] {
	return capacities.map((_, place) => {
		const cells: string[] = names.map((name) => matrix[name].cells[place]!);
		return strength.find((cell) => cells.includes(cell))!;
	});
}

test('every cell of the published table stands in the matrix, but for deviations with a reason', () => {
	const found: string[] = [];
	for (const [row, cells, names] of published)
		for (const [place, ours] of together(names).entries()) {
			const theirs = cells.split(' ')[place];
			if (theirs !== ours) found.push(`${row}: ${capacities[place]} ${theirs}, here ${ours}`);
		}
	expect(found).toEqual(Object.keys(deviations));
});

test('every permission is in the published table, or has its source', () => {
	const named = [...published.flatMap(([, , names]) => names), ...Object.keys(besides)];
	expect(new Set(named)).toEqual(new Set(Object.keys(matrix)));
	expect(notThere).toHaveLength(4);
});

test('the shown table holds every row, cell and action of the matrix', () => {
	expect(permissionTable.map(({ name }) => name)).toEqual(Object.keys(matrix));
	const signs = { yes: '✓', own: 'o', scope: 's', no: '–', never: '✗' };
	for (const { name, cells, times, conditions, twoPersons } of permissionTable) {
		const permission: Permission = matrix[name];
		expect(cells.map(({ capacity }) => capacity)).toEqual(capacities);
		expect(cells.map(({ cell }) => signs[cell])).toEqual(permission.cells);
		expect(conditions).toEqual(permission.only ?? []);
		expect(twoPersons).toBe(permission.twoPersons ?? false);
		for (const { actions, phases } of times)
			for (const action of actions) expect(permission.actions[action]).toEqual(phases);
	}
	const shown = permissionTable.flatMap(({ times }) => times.flatMap(({ actions }) => actions));
	expect(shown.toSorted()).toEqual(actions.toSorted());
});
