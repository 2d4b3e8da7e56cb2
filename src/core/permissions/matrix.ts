import type { Phase } from '../consultations/model.ts';

/** As what somebody acts. An account may be several; residents' rights are not joined with an office (note 1 of requirements §3). */
export const capacities = [
	'visitor',
	'declared',
	'verified',
	'representative',
	'official',
	'consultant',
	'coordinator',
	'admin'
] as const;
export type Capacity = (typeof capacities)[number];

/**
 * ✓ yes · o own only · s within one's own authority or centre · – no · ✗ no, whatever else the same account may be.
 * What is no in every cell of an account, nobody can do.
 */
export type Cell = '✓' | 'o' | 's' | '–' | '✗';

/** What has to hold besides, for whoever the cells let. */
export type Condition = 'not_own' | 'lives_there' | 'drawn_by_lot' | 'other_person';

export interface Permission {
	cells: readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell];
	only?: readonly Condition[];
	/** How it is refused to whoever is signed in; `not_allowed` where nothing else is said. */
	refusal?: 'not_eligible' | 'not_found';
	/** Two administrators: one proposes, another one approves. */
	twoPersons?: boolean;
	/** The actions that it covers, each with the phases of a consultation in which it is possible; null: always. */
	actions: Readonly<Record<string, readonly Phase[] | null>>;
}

const row = (...cells: Permission['cells']) => cells;
const everybody = row('✓', '✓', '✓', '✓', '✓', '✓', '✓', '✓');
const everyAccount = row('–', 'o', 'o', 'o', 'o', 'o', 'o', 'o');
const residents = row('–', '✓', '✓', '✓', '–', '–', '–', '–');
const authors = row('–', 'o', 'o', 'o', '–', '–', '–', '–');
const authority = row('–', '–', '–', '–', 's', '–', '–', '–');
const centre = row('–', '–', '–', '–', '–', 's', 's', '–');
const coordinators = row('–', '–', '–', '–', '–', '–', 's', '–');
const administrators = row('–', '–', '–', '–', '–', '–', '–', '✓');
const nobody = row('–', '–', '–', '–', '–', '–', '–', '–');

const beforeReport = ['open', 'analysis', 'report_overdue'] as const;

/**
 * Who may do what (requirements §3): the one table from which commands, routes, pages and live topics answer, which
 * tests execute cell by cell and which the page "Who may do what" shows. What is not named here cannot be bound in
 * `app.ts`.
 */
export const matrix = {
	read: {
		cells: everybody,
		actions: {
			'area.read': null,
			'authority.read': null,
			'centre.read': null,
			'ruleProfile.read': null,
			'organisation.read': null,
			'consultation.read': null,
			'contribution.read': null,
			'poll.read': null,
			'report.read': null,
			'log.read': null,
			'live.read': null,
			'permission.read': null,
			infrastructure: null
		}
	},
	come_in: {
		cells: everybody,
		actions: {
			'account.register': null,
			'account.recover': null,
			'session.start': null,
			'invitation.accept': null,
			'receipt.read': null
		}
	},
	own_account: {
		cells: everyAccount,
		actions: {
			'account.readOwn': null,
			'account.change': null,
			'account.erase': null,
			'session.end': null,
			'data.export': null,
			'notice.readOwn': null,
			'log.readOwn': null,
			'contribution.readOwn': null
		}
	},
	follow: {
		cells: everyAccount,
		actions: { 'follow.readOwn': null, 'follow.change': null }
	},
	contribute: {
		cells: residents,
		refusal: 'not_eligible',
		actions: { 'contribution.write': ['open'] }
	},
	discuss: {
		cells: row('–', '✓', '✓', '✓', 's', 's', 's', '–'),
		refusal: 'not_eligible',
		actions: { 'reply.write': beforeReport }
	},
	vote: {
		// An organisation speaks, it does not vote: its members do, as residents.
		cells: row('–', '✓', '✓', '–', '–', '–', '–', '–'),
		only: ['lives_there'],
		refusal: 'not_eligible',
		actions: { 'ballot.cast': ['open'], 'ballot.withdraw': ['open'] }
	},
	see_own_vote: { cells: everyAccount, actions: { 'ballot.readOwn': null } },
	see_votes_of_others: { cells: nobody, actions: {} },
	support: {
		cells: residents,
		only: ['not_own'],
		refusal: 'not_eligible',
		actions: { 'contribution.support': ['open'] }
	},
	correct: {
		cells: authors,
		// Nor does anybody learn whose they are.
		refusal: 'not_found',
		actions: { 'contribution.correct': ['open'], 'contribution.withdraw': ['open'] }
	},
	ask_for_access: { cells: everybody, actions: { 'accessibility.ask': null } },
	flag: { cells: everybody, actions: { 'contribution.flag': null } },
	appeal: {
		// A visitor shows the code of a receipt.
		cells: row('o', 'o', 'o', 'o', '–', '–', '–', '–'),
		refusal: 'not_found',
		actions: { 'moderation.appeal': null }
	},
	dispute: { cells: authors, refusal: 'not_found', actions: { 'answer.dispute': null } },
	consult: {
		cells: authority,
		actions: {
			'plan.write': null,
			'draft.write': ['draft', 'in_check'],
			'draft.read': null,
			'consultation.announce': ['draft', 'in_check'],
			'consultation.extend': ['announced', 'open'],
			'consultation.cancel': ['announced', 'open', 'suspended', 'analysis', 'report_overdue'],
			'consultation.explainDelay': ['analysis', 'report_overdue']
		}
	},
	suspend: {
		cells: row('–', '–', '–', '–', 's', '–', 's', '–'),
		actions: {
			'consultation.suspend': ['announced', 'open'],
			'consultation.resume': ['suspended']
		}
	},
	answer: {
		cells: authority,
		actions: {
			'inbox.read': null,
			'contribution.answer': beforeReport,
			'answer.supplement': null,
			'report.write': ['analysis', 'report_overdue'],
			'report.publish': ['analysis', 'report_overdue'],
			'report.correct': ['reported', 'decided'],
			'decision.record': null
		}
	},
	moderate: {
		cells: row('–', '–', '–', '–', '✗', 's', 's', '–'),
		only: ['not_own'],
		actions: { 'queue.read': null, 'queue.claim': null, 'contribution.moderate': null }
	},
	/** On M1 and M2 alone, reviewed by the host centre within 24 hours (note 3 of requirements §3). */
	emergency: {
		cells: administrators,
		only: ['not_own'],
		actions: { 'contribution.hideAtOnce': null }
	},
	decide_appeal: {
		cells: row('–', '–', '–', '–', '✗', '–', 's', '–'),
		only: ['drawn_by_lot', 'other_person', 'not_own'],
		actions: { 'appeal.read': null, 'appeal.decide': null, 'revocation.decide': null }
	},
	enter_paper: { cells: centre, actions: { 'contribution.enter': beforeReport } },
	verify: {
		cells: centre,
		only: ['not_own'],
		actions: { 'person.read': null, 'person.verify': null, 'card.issue': null }
	},
	oversee_verification: {
		cells: coordinators,
		only: ['not_own'],
		actions: { 'person.revoke': null, 'clash.settle': null, 'verification.release': null }
	},
	appeal_revocation: { cells: everyAccount, actions: { 'revocation.appeal': null } },
	register_organisation: { cells: residents, actions: { 'organisation.register': null } },
	speak_for_organisation: {
		cells: row('–', '–', '–', 'o', '–', '–', '–', '–'),
		actions: { 'organisation.manage': null }
	},
	verify_organisation: {
		cells: row('–', '–', '–', '–', '–', '–', 's', '✓'),
		only: ['not_own'],
		actions: { 'organisation.check': null }
	},
	see_contacts: { cells: coordinators, actions: { 'contact.read': null } },
	declare_conflicts: {
		cells: row('–', '–', '–', '–', '–', 'o', 'o', '–'),
		actions: { 'conflict.declare': null }
	},
	assign_consultants: {
		cells: coordinators,
		only: ['not_own'],
		actions: { 'staff.read': null, 'staff.assign': null }
	},
	keep_centre: {
		cells: row('–', '–', '–', '–', '–', 's', 's', '✓'),
		actions: { 'centre.revise': null }
	},
	administer: {
		cells: administrators,
		actions: {
			'admin.read': null,
			'authority.write': null,
			'centre.write': null,
			'accessibility.answer': null,
			'account.suspend': null
		}
	},
	change_roles_and_rules: {
		cells: administrators,
		only: ['other_person'],
		twoPersons: true,
		actions: { 'proposal.make': null, 'proposal.decide': null }
	},
	read_whole_log: {
		cells: row('–', '–', '–', '–', 's', '–', 's', '✓'),
		actions: { 'log.readWhole': null }
	},
	system: {
		cells: nobody,
		actions: {
			'administrator.announce': null,
			'appeal.restoreOverdue': null,
			'verification.keepTime': null,
			'follow.tellOfClosing': null,
			'mail.send': null,
			'retention.run': null,
			'search.fill': null
		}
	}
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof matrix;
type ActionsOf<Row> = Row extends { actions: infer Actions } ? keyof Actions & string : never;
export type Action = { [Name in PermissionName]: ActionsOf<(typeof matrix)[Name]> }[PermissionName];

/** The permission under which an action falls. */
export const permissionOf = new Map<string, Permission>(
	Object.values<Permission>(matrix).flatMap((permission) =>
		Object.keys(permission.actions).map((action) => [action, permission] as const)
	)
);

export const actions = [...permissionOf.keys()] as Action[];
