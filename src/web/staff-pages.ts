/** Those of the desk, the administration and the office, for `pages.ts`. */
export const staffPages = {
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
		does: { default: 'invitation.accept' }
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
	'/admin/accessibility': { shows: 'accessibility.answer' },
	'/admin/accessibility/[id]': {
		shows: 'accessibility.answer',
		does: { answer: 'accessibility.answer', delay: 'accessibility.answer' }
	},
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
	'/office/plan': { shows: 'plan.write', does: { publish: 'plan.write' } },
	'/office/plan/new': { shows: 'plan.write', does: { default: 'plan.write' } },
	'/office/plan/[id]': {
		shows: 'plan.write',
		does: { change: 'plan.write', begin: 'plan.write' }
	},
	'/office/plan/[id]/[act]': { shows: 'plan.write', does: { default: 'plan.write' } },
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
} as const;
