import { erasuresInMemory } from '#storage/erasures.ts';
import type { Storage } from '#storage/storage.ts';
import { createAccess } from './accounts/access.ts';
import { createAttempts, invitationLimits, signInLimits } from './accounts/attempts.ts';
import type { Confirmation } from './accounts/commands/confirm.ts';
import { removePasskey } from './accounts/commands/passkeys.ts';
import {
	offerSecondFactor,
	removeSecondFactor,
	renewRecoveryCodes
} from './accounts/commands/second-factor.ts';
import { endAllSessions, endSession } from './accounts/commands/sessions.ts';
import { readContact } from './accounts/contact.ts';
import { hasPassword, ownAccount } from './accounts/queries.ts';
import { ownSessions, security } from './accounts/queries/security.ts';
import { checkSignIn, completeSignIn, type SignIn } from './accounts/sign-in.ts';
import {
	acceptInvitation,
	acceptWithNewAccount,
	type Accept,
	type AcceptAnew
} from './administration/commands/accept.ts';
import { decideProposal } from './administration/commands/decide-proposal.ts';
import { declareConflicts } from './administration/commands/declare.ts';
import {
	createFirstAdministrator,
	isFirstRun,
	issueFirstCode,
	type FirstAdministrator
} from './administration/commands/first-run.ts';
import {
	printInvitation,
	withdrawInvitation
} from './administration/commands/manage-invitation.ts';
import { proposeChange } from './administration/commands/propose.ts';
import { endConsultant, inviteConsultant } from './administration/commands/staff.ts';
import { resumeAccount, suspendAccount } from './administration/commands/suspend.ts';
import { administeredAccount, findAccount } from './administration/queries/accounts.ts';
import { declarationDue, declarations, ownConflicts } from './administration/queries/conflicts.ts';
import {
	hasTakenUp,
	invitationByCode,
	invitationList
} from './administration/queries/invitations.ts';
import { overview } from './administration/queries/overview.ts';
import { proposalList, proposalPage } from './administration/queries/proposals.ts';
import { endedRoles, roleHolders, roleScopes } from './administration/queries/roles.ts';
import { ownStaff } from './administration/queries/staff.ts';
import type { AppOptions } from './app.ts';
import type { Act } from './binding.ts';
import { letterFailed, letterSent, takeLetter } from './mail/delivery.ts';
import { mailState } from './mail/queries.ts';
import {
	endOrganisation,
	refuseOrganisation,
	removeRepresentative,
	verifyOrganisation
} from './organisations/commands/check.ts';
import {
	inviteRepresentative,
	withdrawInvitation as withdrawRepresentative
} from './organisations/commands/invite.ts';
import { leaveOrganisation } from './organisations/commands/leave.ts';
import {
	registerOrganisation,
	type OrganisationRegistration
} from './organisations/commands/register.ts';
import { organisationCase, organisationsAtDesk } from './organisations/queries/desk.ts';
import { ownOrganisations } from './organisations/queries/own.ts';
import { organisationList, organisationPage } from './organisations/queries/public.ts';
import { organisationHeard } from './organisations/queries/heard.ts';
import { organisationStatements } from './organisations/queries/statements.ts';
import { permissionTable } from './permissions/model.ts';
import { changeAccount } from './privacy/commands/change.ts';
import { giveConsent, withdrawConsent } from './privacy/commands/consents.ts';
import { eraseAccount, eraseAgain } from './privacy/commands/erase.ts';
import { exportOwnData } from './privacy/commands/export.ts';
import { forgetWaiting, runRetention } from './privacy/commands/retain.ts';
import { erasurePreview, isErased, ownSettings } from './privacy/queries/settings.ts';
import { logExtract, ownLog, wholeLog } from './register/log.ts';
import { appealRevocation, decideRevocation } from './verification/commands/appeal.ts';
import { settleClash } from './verification/commands/clash.ts';
import { issueLoginCard } from './verification/commands/issue-card.ts';
import { restoreSilentAppeals, tellOfEnds } from './verification/commands/keep-time.ts';
import { releaseLimit } from './verification/commands/limits.ts';
import { endOwnVerification, revokePerson } from './verification/commands/revoke.ts';
import { accountAtDesk } from './verification/commands/target.ts';
import { verifyPerson } from './verification/commands/verify.ts';
import {
	clashList,
	clashPage,
	revocationPage,
	revocationQueue
} from './verification/queries/cases.ts';
import {
	verificationDesk,
	verificationForm,
	verificationLimits,
	verificationList
} from './verification/queries/desk.ts';
import { ownVerification } from './verification/queries/own.ts';
import { verificationStatistics } from './verification/queries/statistics.ts';

interface Context {
	storage: Storage;
	options: Pick<AppOptions, 'demo' | 'mail' | 'origin' | 'erasures'>;
}

/** What concerns people and their rights: accounts, offices, organisations, verification, their data and the log. */
export function bindPeople(act: Act, { storage, options }: Context) {
	const signIns = createAttempts(signInLimits);
	const invitations = createAttempts(invitationLimits);
	const { mail, origin = new URL('http://localhost'), erasures = erasuresInMemory() } = options;
	const access = createAccess({ mail, origin });
	return {
		accounts: {
			checkSignIn: act('session.start', (store, _, input: SignIn) =>
				checkSignIn(store, signIns, input)
			),
			completeSignIn: act(
				'session.start',
				(store, _, input: { ticket: string; totp: string; address: string }) =>
					completeSignIn(store, signIns, input)
			),
			own: act('account.readOwn', ownAccount),
			hasPassword: act('account.readOwn', (store, actor) => hasPassword(store, actor)),
			requestSignUp: act('account.register', access.requestSignUp),
			checkSignUp: act('account.register', access.checkSignUp),
			readSignUp: act('account.register', access.readSignUp),
			completeSignUp: act('account.register', access.completeSignUp),
			openByCard: act('account.recover', access.openByCard),
			requestRecovery: act('account.recover', access.requestRecovery),
			readRecovery: act('account.recover', access.readRecovery),
			signInByLetter: act('account.recover', access.signInByLetter),
			recover: act('account.recover', access.recover),
			readEmailChange: act('account.recover', access.readEmailChange),
			confirmEmail: act('account.recover', access.confirmEmail),
			askForPasskey: act('session.start', access.askForPasskey),
			signInByPasskey: act('session.start', access.signInByPasskey),
			security: act('account.readOwn', security),
			changePassword: act('account.change', access.changePassword),
			changeEmail: act('account.change', access.changeEmail),
			offerSecondFactor: act('account.change', offerSecondFactor),
			enrolSecondFactor: act('account.change', access.enrolSecondFactor),
			enterSecondFactor: act('account.change', access.enterSecondFactor),
			renewRecoveryCodes: act('account.change', renewRecoveryCodes),
			removeSecondFactor: act('account.change', removeSecondFactor),
			offerPasskey: act('account.change', access.offerPasskey),
			addPasskey: act('account.change', access.addPasskey),
			removePasskey: act('account.change', removePasskey),
			sessions: act('account.readOwn', ownSessions),
			endSession: act('session.end', endSession),
			endAllSessions: act('session.end', endAllSessions),
			/** Of somebody else, for a reason that they read. */
			contact: act('contact.read', readContact)
		},
		administration: {
			overview: act('admin.read', overview),
			scopes: act('admin.read', roleScopes),
			roles: act('admin.read', roleHolders),
			endedRoles: act('admin.read', endedRoles),
			conflicts: act('admin.read', declarations),
			invitations: act('admin.read', (store) => invitationList(store)),
			withdrawInvitation: act('proposal.make', withdrawInvitation),
			printInvitation: act('proposal.make', printInvitation),
			proposals: act('admin.read', proposalList),
			proposal: act('admin.read', proposalPage),
			propose: act('proposal.make', proposeChange),
			decide: act('proposal.decide', decideProposal),
			findAccount: act('account.suspend', findAccount),
			account: act('account.suspend', administeredAccount),
			suspend: act('account.suspend', suspendAccount),
			resume: act('account.suspend', resumeAccount)
		},
		/** Who works in one's own centre. */
		staff: {
			own: act('staff.read', ownStaff),
			invite: act('staff.assign', inviteConsultant),
			end: act('staff.assign', endConsultant),
			withdrawInvitation: act('staff.assign', withdrawInvitation),
			printInvitation: act('staff.assign', printInvitation),
			conflicts: act('staff.read', declarations)
		},
		conflicts: {
			own: act('conflict.declare', ownConflicts),
			due: act('conflict.declare', declarationDue),
			declare: act('conflict.declare', declareConflicts)
		},
		invitations: {
			isTaken: act('invitation.accept', hasTakenUp),
			byCode: act('invitation.accept', (store, actor, input: Accept) =>
				invitationByCode(store, actor, invitations, input)
			),
			accept: act('invitation.accept', (store, actor, input: Accept) =>
				acceptInvitation(store, actor, invitations, input)
			),
			acceptAnew: act('invitation.accept', (store, actor, input: AcceptAnew) =>
				acceptWithNewAccount(store, actor, invitations, input)
			)
		},
		/** Before there is any administrator. */
		firstRun: {
			isOpen: act('infrastructure', isFirstRun),
			announce: act('administrator.announce', issueFirstCode),
			create: act('invitation.accept', (store, actor, input: FirstAdministrator) =>
				createFirstAdministrator(store, actor, invitations, input)
			)
		},
		organisations: {
			list: act('organisation.read', organisationList),
			page: act('organisation.read', organisationPage),
			statements: act('contribution.read', organisationStatements),
			heard: act('organisation.read', organisationHeard),
			own: act('account.readOwn', ownOrganisations),
			register: act(
				'organisation.register',
				(store, actor, input: Omit<OrganisationRegistration, 'demo'>) =>
					registerOrganisation(store, actor, { ...input, demo: options.demo })
			),
			leave: act('account.change', leaveOrganisation),
			invite: act('organisation.manage', inviteRepresentative),
			withdrawInvitation: act('organisation.manage', withdrawRepresentative),
			atDesk: act('organisation.check', organisationsAtDesk),
			case: act('organisation.check', organisationCase),
			verify: act('organisation.check', verifyOrganisation),
			refuse: act('organisation.check', refuseOrganisation),
			end: act('organisation.check', endOrganisation),
			removeRepresentative: act('organisation.check', removeRepresentative)
		},
		permissions: {
			table: act('permission.read', () => Promise.resolve(permissionTable))
		},
		privacy: {
			settings: act('account.readOwn', ownSettings),
			change: act('account.change', changeAccount),
			giveConsent: act('account.change', giveConsent),
			withdrawConsent: act('account.change', withdrawConsent),
			export: act('data.export', exportOwnData),
			erasure: act('account.erase', erasurePreview),
			erase: act('account.erase', (_, actor, input: Confirmation) =>
				eraseAccount(storage, actor, input, { attempts: signIns, erasures, mail })
			),
			isErased: act('infrastructure', isErased),
			eraseAgain: act('retention.run', (_, actor) => eraseAgain(storage, actor, { erasures })),
			retain: act('retention.run', (_, actor) => runRetention(storage, actor)),
			forgetWaiting: act('retention.run', (_, actor) => forgetWaiting(storage, actor))
		},
		mail: {
			state: act('admin.read', mailState),
			take: act('mail.send', takeLetter),
			sent: act('mail.send', letterSent),
			failed: act('mail.send', letterFailed)
		},
		verification: {
			desk: act('person.read', verificationDesk),
			form: act('person.read', verificationForm),
			account: act('person.read', accountAtDesk),
			list: act('person.read', verificationList),
			verify: act('person.verify', verifyPerson),
			issueCard: act('card.issue', issueLoginCard),
			revoke: act('person.revoke', revokePerson),
			own: act('account.readOwn', ownVerification),
			endOwn: act('account.change', endOwnVerification),
			appeal: act('revocation.appeal', appealRevocation),
			appeals: act('revocation.decide', revocationQueue),
			appealPage: act('revocation.decide', revocationPage),
			decideAppeal: act('revocation.decide', decideRevocation),
			clashes: act('clash.settle', clashList),
			clashPage: act('clash.settle', clashPage),
			settleClash: act('clash.settle', settleClash),
			limits: act('verification.release', verificationLimits),
			release: act('verification.release', releaseLimit),
			statistics: act('centre.read', verificationStatistics),
			restoreSilentAppeals: act('verification.keepTime', restoreSilentAppeals),
			tellOfEnds: act('verification.keepTime', tellOfEnds)
		},
		log: {
			extract: act('log.read', logExtract),
			own: act('log.readOwn', ownLog),
			whole: act('log.readWhole', wholeLog)
		}
	};
}
