import type { Action } from '#core/permissions/matrix.ts';

/** What a page does, by the names of the application's actions. */
export interface Page {
	/** What whoever opens it must be allowed to do: of all that it reads, what the fewest may. */
	shows: Action;
	/** Of each of its form actions, by name; the commands narrow it further. */
	does?: Record<string, Action>;
}

/** All routes lie within it: it stands before none of the names below. */
export const languagePrefix = '/[[lang=lang]]';

/** Every page, by its folder in `routes`. One that is missing here answers 500, a missing form action 404. */
export const pages = {
	'/(public)': { shows: 'consultation.read' },
	'/(public)/about': { shows: 'infrastructure' },
	'/(public)/accessibility': { shows: 'infrastructure' },
	'/(public)/authorities': { shows: 'authority.read' },
	// Not there unless it is asked for: `VICHE_DESIGN` in src/settings.ts.
	'/(public)/_design': { shows: 'infrastructure' },
	'/(public)/authorities/[slug]': { shows: 'authority.read', does: { follow: 'follow.change' } },
	'/(public)/centres': { shows: 'centre.read' },
	'/(public)/centres/[slug]': { shows: 'centre.read' },
	'/(public)/check': { shows: 'receipt.read', does: { default: 'receipt.read' } },
	'/(public)/check/appeal': { shows: 'receipt.read', does: { default: 'moderation.appeal' } },
	'/(public)/consultations': { shows: 'consultation.read' },
	'/(public)/consultations/[number]': {
		shows: 'consultation.read',
		does: { support: 'contribution.support', follow: 'follow.change' }
	},
	'/(public)/consultations/[number]/contributions/[seq]': {
		shows: 'contribution.read',
		does: { support: 'contribution.support', reply: 'reply.write', flag: 'contribution.flag' }
	},
	'/(public)/consultations/[number]/form': { shows: 'consultation.read' },
	'/(public)/consultations/[number]/poster': { shows: 'consultation.read' },
	'/(public)/consultations/[number]/report': { shows: 'report.read' },
	'/(public)/developers': { shows: 'live.read' },
	'/(public)/how': { shows: 'infrastructure' },
	'/(public)/how/[group]': { shows: 'infrastructure' },
	'/(public)/follow': { shows: 'consultation.read' },
	'/(public)/late': { shows: 'consultation.read' },
	'/(public)/log': { shows: 'log.read' },
	'/(public)/moderation': { shows: 'infrastructure' },
	'/(public)/moderation/decisions': { shows: 'log.read' },
	'/(public)/my-hromada': {
		shows: 'area.read',
		does: { choose: 'area.read', forget: 'area.read' }
	},
	'/(public)/organisations': { shows: 'organisation.read' },
	'/(public)/organisations/[slug]': { shows: 'organisation.read' },
	'/(public)/permissions': { shows: 'permission.read' },
	'/(public)/privacy': { shows: 'infrastructure' },
	'/(public)/erased': { shows: 'infrastructure' },

	'/(account)/sign-in': { shows: 'session.start', does: { default: 'session.start' } },
	'/(account)/sign-out': { shows: 'infrastructure', does: { default: 'session.end' } },
	'/(account)/register': { shows: 'account.register', does: { default: 'account.register' } },
	'/(account)/register/[code]': {
		shows: 'account.register',
		does: { find: 'area.read', register: 'account.register' }
	},
	'/(account)/card': { shows: 'account.recover', does: { default: 'account.recover' } },
	'/(account)/recover': { shows: 'account.recover', does: { default: 'account.recover' } },
	'/(account)/recover/[code]': { shows: 'account.recover', does: { default: 'account.recover' } },
	'/(account)/email/[code]': { shows: 'account.recover', does: { default: 'account.recover' } },
	'/(account)/account': { shows: 'account.readOwn' },
	'/(account)/account/verification': {
		shows: 'account.readOwn',
		does: { appeal: 'revocation.appeal', end: 'account.change' }
	},
	'/(account)/account/welcome': { shows: 'account.readOwn' },
	'/(account)/account/second-factor': {
		shows: 'account.readOwn',
		does: { enter: 'account.change', enrol: 'account.change' }
	},
	'/(account)/account/security': {
		shows: 'account.readOwn',
		does: { end: 'session.end', endAll: 'session.end', removePasskey: 'account.change' }
	},
	'/(account)/account/security/email': {
		shows: 'account.readOwn',
		does: { default: 'account.change' }
	},
	'/(account)/account/security/passkeys': { shows: 'account.readOwn' },
	'/(account)/account/security/password': {
		shows: 'account.readOwn',
		does: { default: 'account.change' }
	},
	'/(account)/account/security/second-factor': {
		shows: 'account.readOwn',
		does: { renew: 'account.change', remove: 'account.change' }
	},
	'/(account)/account/data': {
		shows: 'account.readOwn',
		does: { give: 'account.change', withdraw: 'account.change' }
	},
	'/(account)/account/data/change': {
		shows: 'account.readOwn',
		does: { default: 'account.change' }
	},
	'/(account)/account/data/place': {
		shows: 'account.readOwn',
		does: { find: 'area.read', move: 'account.change' }
	},
	'/(account)/account/data/export': { shows: 'data.export' },
	'/(account)/account/erase': { shows: 'account.readOwn', does: { default: 'account.erase' } },
	'/(account)/organisations/register': {
		shows: 'account.readOwn',
		does: { find: 'area.read', register: 'organisation.register' }
	},
	'/(account)/account/organisations': {
		shows: 'account.readOwn',
		does: { withdraw: 'organisation.manage' }
	},
	'/(account)/account/organisations/[id]/invite': {
		shows: 'account.readOwn',
		does: { default: 'organisation.manage' }
	},
	'/(account)/account/organisations/[id]/leave': {
		shows: 'account.readOwn',
		does: { default: 'account.change' }
	},
	'/(account)/account/decisions/[id]': {
		shows: 'contribution.readOwn',
		does: { default: 'moderation.appeal' }
	},
	'/(account)/account/log': { shows: 'log.readOwn' },
	'/(account)/account/notices': {
		shows: 'notice.readOwn',
		does: { open: 'notice.readOwn', read: 'notice.readOwn', readAll: 'notice.readOwn' }
	},
	'/(account)/account/ballots': { shows: 'ballot.readOwn' },
	'/(account)/account/follows': {
		shows: 'follow.readOwn',
		does: { start: 'follow.change', stop: 'follow.change' }
	},
	'/(account)/consultations/[number]/contribute': {
		shows: 'account.readOwn',
		does: {
			words: 'contribution.write',
			check: 'contribution.write',
			change: 'contribution.write',
			send: 'contribution.write',
			instead: 'contribution.support'
		}
	},
	'/(account)/consultations/[number]/contributions/[seq]/own': { shows: 'contribution.readOwn' },
	'/(account)/consultations/[number]/contributions/[seq]/own/receipt': {
		shows: 'contribution.readOwn'
	},
	'/(account)/consultations/[number]/contributions/[seq]/own/correct': {
		shows: 'contribution.readOwn',
		does: { default: 'contribution.correct' }
	},
	'/(account)/consultations/[number]/contributions/[seq]/own/dispute': {
		shows: 'contribution.readOwn',
		does: { default: 'answer.dispute' }
	},
	'/(account)/consultations/[number]/contributions/[seq]/own/withdraw': {
		shows: 'contribution.readOwn',
		does: { default: 'contribution.withdraw' }
	},
	'/(account)/consultations/[number]/contributions/[seq]/sent': { shows: 'contribution.readOwn' },
	// The same form takes a ballot back.
	'/(account)/consultations/[number]/polls/[id]': {
		shows: 'ballot.readOwn',
		does: { default: 'ballot.cast' }
	},

	'/desk': {
		shows: 'queue.read',
		does: { claim: 'queue.claim', keep: 'contribution.moderate', pass: 'queue.claim' }
	},
	'/desk/[id]': { shows: 'queue.read', does: { default: 'contribution.moderate' } },
	'/desk/appeals': { shows: 'appeal.read', does: { pass: 'appeal.decide' } },
	'/desk/[id]/contact': { shows: 'contact.read', does: { default: 'contact.read' } },
	'/desk/appeals/[id]': { shows: 'appeal.read', does: { default: 'appeal.decide' } },
	'/desk/verify': {
		shows: 'person.read',
		does: { begin: 'person.read', change: 'person.read', verify: 'person.verify' }
	},
	'/desk/verify/consent': { shows: 'person.read' },
	'/desk/cards': { shows: 'person.read', does: { find: 'person.read', issue: 'card.issue' } },
	'/desk/verifications': { shows: 'person.read' },
	'/desk/verifications/[id]': { shows: 'person.read', does: { default: 'person.revoke' } },
	'/desk/clashes': { shows: 'clash.settle' },
	'/desk/clashes/[id]': { shows: 'clash.settle', does: { default: 'clash.settle' } },
	'/desk/revocations': { shows: 'revocation.decide' },
	'/desk/revocations/[id]': {
		shows: 'revocation.decide',
		does: { default: 'revocation.decide' }
	},
	'/desk/limits': {
		shows: 'verification.release',
		does: { default: 'verification.release' }
	},
	'/desk/enter': { shows: 'contribution.enter' },
	'/desk/enter/[number]': {
		shows: 'contribution.enter',
		does: {
			find: 'contribution.enter',
			check: 'contribution.enter',
			change: 'contribution.enter',
			send: 'contribution.enter'
		}
	},

	'/desk/organisations': { shows: 'organisation.check' },
	'/desk/organisations/[id]': {
		shows: 'organisation.check',
		does: {
			verify: 'organisation.check',
			refuse: 'organisation.check',
			end: 'organisation.check',
			remove: 'organisation.check'
		}
	},
	'/desk/centre': { shows: 'centre.revise', does: { default: 'centre.revise' } },
	'/desk/conflicts': { shows: 'conflict.declare', does: { default: 'conflict.declare' } },
	'/desk/conflicts/staff': { shows: 'staff.read' },
	'/desk/staff': {
		shows: 'staff.read',
		does: { invite: 'staff.assign', withdraw: 'staff.assign' }
	},
	'/desk/staff/end': { shows: 'staff.read', does: { default: 'staff.assign' } },
	'/desk/staff/invitations/[id]': { shows: 'staff.read', does: { default: 'staff.assign' } },

	'/(account)/first-run': {
		shows: 'infrastructure',
		does: { find: 'area.read', create: 'invitation.accept' }
	},
	'/(account)/invitation': {
		shows: 'invitation.accept',
		does: { default: 'invitation.accept' }
	},
	'/(account)/invitation/[code]': {
		shows: 'invitation.accept',
		does: { accept: 'invitation.accept', create: 'invitation.accept' }
	},
	'/admin': { shows: 'admin.read' },
	'/admin/accounts': { shows: 'admin.read', does: { default: 'account.suspend' } },
	'/admin/accounts/[id]': {
		shows: 'account.suspend',
		does: { suspend: 'account.suspend', resume: 'account.suspend' }
	},
	'/admin/authorities': { shows: 'admin.read' },
	'/admin/authorities/[slug]': {
		shows: 'authority.write',
		does: { default: 'authority.write' }
	},
	'/admin/authorities/new': { shows: 'authority.write', does: { default: 'authority.write' } },
	'/admin/centres': { shows: 'admin.read' },
	'/admin/centres/[slug]': { shows: 'centre.write', does: { default: 'centre.write' } },
	'/admin/centres/new': { shows: 'admin.read', does: { default: 'centre.write' } },
	'/admin/conflicts': { shows: 'admin.read' },
	'/admin/emergency': {
		shows: 'contribution.hideAtOnce',
		does: { default: 'contribution.hideAtOnce' }
	},
	'/admin/invitations': { shows: 'admin.read', does: { withdraw: 'proposal.make' } },
	'/admin/invitations/[id]': { shows: 'admin.read', does: { default: 'proposal.make' } },
	'/admin/profiles': { shows: 'admin.read' },
	'/admin/profiles/[id]': { shows: 'admin.read', does: { default: 'proposal.make' } },
	'/admin/proposals': { shows: 'admin.read' },
	'/admin/proposals/[id]': { shows: 'admin.read', does: { default: 'proposal.decide' } },
	'/admin/roles': { shows: 'admin.read' },
	'/admin/roles/end': { shows: 'admin.read', does: { default: 'proposal.make' } },
	'/admin/roles/ended': { shows: 'admin.read' },
	'/admin/roles/invite': { shows: 'admin.read', does: { default: 'proposal.make' } },
	'/desk/log': { shows: 'log.readWhole' },

	'/office': { shows: 'draft.read', does: { start: 'draft.write' } },
	'/office/consultations/[number]': {
		shows: 'inbox.read',
		does: { supplement: 'answer.supplement' }
	},
	'/office/consultations/[number]/answer': {
		shows: 'inbox.read',
		does: { give: 'contribution.answer', fill: 'contribution.answer' }
	},
	// Of the acts, this is what most may; each act is a command of its own and asks again.
	'/office/consultations/[number]/dates': { shows: 'consultation.suspend' },
	'/office/consultations/[number]/dates/[act]': {
		shows: 'consultation.suspend',
		does: { default: 'consultation.suspend' }
	},
	'/office/consultations/[number]/decision': {
		shows: 'decision.record',
		does: {
			more: 'decision.record',
			edit: 'decision.record',
			check: 'decision.record',
			record: 'decision.record'
		}
	},
	'/office/consultations/[number]/report': {
		shows: 'report.write',
		does: { save: 'report.write', correct: 'report.correct' }
	},
	'/office/consultations/[number]/report/publish': {
		shows: 'report.publish',
		does: { default: 'report.publish' }
	},
	'/office/log': { shows: 'log.readWhole' },
	'/office/drafts/[id]': { shows: 'draft.read', does: { default: 'consultation.announce' } },
	'/office/drafts/[id]/[step]': { shows: 'draft.read', does: { default: 'draft.write' } },

	'/admin/log': { shows: 'log.readWhole' }
} as const satisfies Record<string, Page>;
