import type { Action } from '#core/permissions/matrix.ts';
import { staffPages } from './staff-pages.ts';

/** What a page does, by the names of the application's actions. */
export interface Page {
	/** What whoever opens it must be allowed to do: of all that it reads, what the fewest may. */
	shows: Action;
	/** Of each of its form actions, by name; the commands narrow it further. */
	does?: Record<string, Action | ComingIn>;
}

/**
 * A form in which a visitor says who they are as well (`identify`): to send it they must be allowed to come in, and
 * whoever is signed in, to do what it does.
 */
export interface ComingIn {
	visitor: 'session.start';
	account: Action;
}

const comingIn = (account: Action): ComingIn => ({ visitor: 'session.start', account });

/** All routes lie within it: it stands before none of the names below. */
export const languagePrefix = '/[[lang=lang]]';

/** Every page, by its folder in `routes`. One that is missing here answers 500, a missing form action 404. */
export const pages = {
	'/(public)': { shows: 'consultation.read' },
	'/(public)/about': { shows: 'infrastructure' },
	'/(public)/accessibility': { shows: 'infrastructure' },
	'/(public)/accessibility/request': {
		shows: 'accessibility.ask',
		does: { default: 'accessibility.ask' }
	},
	'/(public)/authorities': { shows: 'authority.read' },
	// Not there unless it is asked for: `VICHE_DESIGN` in src/settings.ts.
	'/(public)/_design': { shows: 'infrastructure' },
	'/(public)/authorities/[slug]': { shows: 'authority.read', does: { follow: 'follow.change' } },
	'/(public)/centres': { shows: 'centre.read' },
	'/(public)/centres/[slug]': { shows: 'centre.read' },
	'/(public)/check': { shows: 'receipt.read', does: { default: 'receipt.read' } },
	'/(public)/check/appeal': { shows: 'receipt.read', does: { default: 'moderation.appeal' } },
	'/(public)/consultations': { shows: 'consultation.read', does: { follow: 'follow.change' } },
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
		does: { default: 'account.register' }
	},
	'/(account)/card': { shows: 'account.recover', does: { default: 'account.recover' } },
	'/(account)/recover': { shows: 'account.recover', does: { default: 'account.recover' } },
	'/(account)/recover/[code]': {
		shows: 'account.recover',
		does: { enter: 'account.recover', password: 'account.recover' }
	},
	'/(account)/email/[code]': { shows: 'account.recover', does: { default: 'account.recover' } },
	'/(account)/account': { shows: 'account.readOwn' },
	'/(account)/account/verification': {
		shows: 'account.readOwn',
		does: { appeal: 'revocation.appeal', end: 'account.change' }
	},
	'/(account)/account/welcome': { shows: 'account.readOwn' },
	'/(account)/account/second-factor': {
		shows: 'account.readOwn',
		does: { enter: 'account.change', enrol: 'account.change', carry: 'account.readOwn' }
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
		does: { default: 'account.change' }
	},
	'/(account)/account/data/export': { shows: 'data.export' },
	'/(account)/account/erase': {
		shows: 'account.readOwn',
		does: { default: comingIn('account.erase') }
	},
	'/(account)/organisations/register': {
		shows: 'account.readOwn',
		does: { default: 'organisation.register' }
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
	// Written first: only what is sent asks who sends it.
	'/(account)/consultations/[number]/contribute': {
		shows: 'consultation.read',
		does: {
			check: 'contribution.read',
			change: 'contribution.read',
			send: comingIn('contribution.write')
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
		shows: 'poll.read',
		does: { default: comingIn('ballot.cast') }
	},

	...staffPages
} as const satisfies Record<string, Page>;
