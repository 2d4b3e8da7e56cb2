import { type Erasures } from '#storage/erasures.ts';
import type { Storage } from '#storage/storage.ts';
import { createAttempts, receiptLimits } from './accounts/attempts.ts';
import { createSessions } from './accounts/sessions.ts';
import {
	administeredAuthority,
	administeredCentre,
	authorityChoices,
	ownCentres
} from './administration/queries/places.ts';
import { answerContributions } from './answers/commands/answer.ts';
import { checkDecision, recordDecision } from './answers/commands/decision.ts';
import { disputeAnswer, supplementAnswer } from './answers/commands/dispute.ts';
import { correctReport, publishReport, reviseReport } from './answers/commands/report.ts';
import { exportContributions } from './answers/queries/export.ts';
import { inbox } from './answers/queries/inbox.ts';
import { reportDraft, reportOutcome, reportPage } from './answers/queries/report.ts';
import { areaList, areasNamed, residences } from './areas/queries.ts';
import { checkEntry, enterContribution } from './assistance/commands.ts';
import { intakes } from './assistance/queries.ts';
import { createAuthority, reviseAuthority } from './authorities/commands.ts';
import { authorityList } from './authorities/queries.ts';
import { createAct } from './binding.ts';
import { createCentre, reviseContact, writeCentre } from './centres/commands.ts';
import { centreList, centrePage } from './centres/queries.ts';
import { announceConsultation, type Announce } from './consultations/commands/announce.ts';
import { reviseDraft, startDraft } from './consultations/commands/draft.ts';
import {
	cancelConsultation,
	explainDelay,
	extendConsultation,
	resumeConsultation,
	suspendConsultation
} from './consultations/commands/lifecycle.ts';
import { authorityPage } from './consultations/queries/authority.ts';
import { draftPage, officeAuthorities, officeList } from './consultations/queries/drafts.ts';
import { consultationFeed } from './consultations/queries/feed.ts';
import { consultationList, frontPage } from './consultations/queries/list.ts';
import { consultationPage } from './consultations/queries/page.ts';
import { ruleProfiles } from './consultations/queries/profiles.ts';
import { correctContribution, withdrawContribution } from './contributions/commands/correct.ts';
import { writeReply } from './contributions/commands/reply.ts';
import { supportContribution, withdrawSupport } from './contributions/commands/support.ts';
import { checkContribution, writeContribution } from './contributions/commands/write.ts';
import { checkReceipt, ownContribution, type ReceiptCheck } from './contributions/queries/fate.ts';
import { contributionBySeq, contributionList } from './contributions/queries/list.ts';
import {
	contributionVersions,
	ownAmong,
	ownContributions,
	ownSupports
} from './contributions/queries/own.ts';
import { threadBySeq, threads } from './contributions/queries/thread.ts';
import { hasCeased, liveHead, liveSince, mayFollow, renderEvents } from './live/queries.ts';
import { appealDecision, type Appeal } from './moderation/commands/appeal.ts';
import { claimItem } from './moderation/commands/claim.ts';
import { decideAppeal, restoreOverdue } from './moderation/commands/decide-appeal.ts';
import { decide } from './moderation/commands/decide.ts';
import { flag } from './moderation/commands/flag.ts';
import { hideAtOnce } from './moderation/commands/hide-at-once.ts';
import { keep } from './moderation/commands/keep.ts';
import { passAppealOn, passOn } from './moderation/commands/pass-on.ts';
import { appealPage, appealQueue } from './moderation/queries/appeals.ts';
import { deskItem, queue } from './moderation/queries/desk.ts';
import { hideable } from './moderation/queries/hideable.ts';
import { ownStatement, ownStatements } from './moderation/queries/statements.ts';
import { readNotices } from './notifications/commands.ts';
import { ownNotice, ownNotices, unreadNotices } from './notifications/queries.ts';
import { bindPeople } from './people.ts';
import { castBallot, withdrawBallot } from './polls/commands.ts';
import { ownBallot } from './polls/queries.ts';
import { pollById } from './polls/queries/poll.ts';
import { recordEvents } from './register/commands.ts';

export interface AppOptions {
	/** Whether the public address is https. */
	secure: boolean;
	/** Pages say that people and organisations are invented. */
	demo: boolean;
	/** Whether letters leave the house; without a mail server a centre prints what they would say. */
	mail: boolean;
	/** The public address; passkeys are bound to it. */
	origin?: URL;
	/** Ukraine under martial law: public holidays are working days. */
	holidaysAreWorkingDays: boolean;
	/** Whom an older database must not bring back. */
	erasures?: Erasures;
}

/** What a command needs besides how this installation counts days. */
type ByRules<Command extends (...given: never[]) => unknown> = Omit<
	Parameters<Command>[2] & object,
	'holidaysAreWorkingDays'
>;

/** Binds every feature to a storage, each function with the action it performs. */
export async function createApp(storage: Storage, options: AppOptions) {
	storage.beforeCommit(recordEvents);
	const receipts = createAttempts(receiptLimits);
	const { holidaysAreWorkingDays } = options;
	const act = createAct(storage);

	return {
		storage,
		options,
		sessions: createSessions(storage, options),
		areas: {
			list: act('area.read', areaList),
			residences: act('area.read', residences),
			named: act('area.read', areasNamed)
		},
		authorities: {
			list: act('authority.read', authorityList),
			page: act('authority.read', authorityPage),
			/** What the form about one offers. */
			choices: act('authority.write', authorityChoices),
			administered: act('authority.write', administeredAuthority),
			create: act('authority.write', createAuthority),
			revise: act('authority.write', reviseAuthority)
		},
		centres: {
			list: act('centre.read', centreList),
			page: act('centre.read', centrePage),
			administered: act('centre.write', administeredCentre),
			create: act('centre.write', createCentre),
			write: act('centre.write', writeCentre),
			own: act('centre.revise', ownCentres),
			revise: act('centre.revise', reviseContact)
		},
		consultations: {
			front: act('consultation.read', frontPage),
			list: act('consultation.read', consultationList),
			page: act('consultation.read', consultationPage),
			ruleProfiles: act('ruleProfile.read', ruleProfiles),
			feed: act('consultation.read', consultationFeed),
			extend: act(
				'consultation.extend',
				(store, actor, input: ByRules<typeof extendConsultation>) =>
					extendConsultation(store, actor, { ...input, holidaysAreWorkingDays })
			),
			suspend: act('consultation.suspend', suspendConsultation),
			resume: act(
				'consultation.resume',
				(store, actor, input: ByRules<typeof resumeConsultation>) =>
					resumeConsultation(store, actor, { ...input, holidaysAreWorkingDays })
			),
			cancel: act('consultation.cancel', cancelConsultation),
			explainDelay: act('consultation.explainDelay', explainDelay)
		},
		drafts: {
			list: act('draft.read', officeList),
			authorities: act('draft.read', officeAuthorities),
			page: act('draft.read', (store, actor, input: { id: string }) =>
				draftPage(store, actor, { ...input, holidaysAreWorkingDays })
			),
			start: act('draft.write', startDraft),
			revise: act('draft.write', reviseDraft),
			announce: act(
				'consultation.announce',
				(store, actor, input: Omit<Announce, 'holidaysAreWorkingDays'>) =>
					announceConsultation(store, actor, { ...input, holidaysAreWorkingDays })
			)
		},
		contributions: {
			list: act('contribution.read', contributionList),
			bySeq: act('contribution.read', contributionBySeq),
			own: act('contribution.readOwn', ownContribution),
			allOwn: act('contribution.readOwn', ownContributions),
			versions: act('contribution.read', contributionVersions),
			thread: act('contribution.read', threadBySeq),
			threads: act('contribution.read', threads),
			/** Of a visitor: none, as with the next. */
			ownAmong: act('contribution.read', ownAmong),
			ownSupports: act('contribution.read', ownSupports),
			check: act('contribution.write', checkContribution),
			write: act('contribution.write', writeContribution),
			correct: act('contribution.correct', correctContribution),
			withdraw: act('contribution.withdraw', withdrawContribution),
			reply: act('reply.write', writeReply),
			support: act('contribution.support', supportContribution),
			withdrawSupport: act('contribution.support', withdrawSupport),
			enter: act('contribution.enter', enterContribution),
			checkEntry: act('contribution.enter', checkEntry),
			intakes: act('contribution.enter', intakes),
			/** One limit on guessing for pages and API. */
			receipt: act('receipt.read', (store, _, input: ReceiptCheck) =>
				checkReceipt(store, receipts, input)
			)
		},
		answers: {
			inbox: act('inbox.read', inbox),
			give: act('contribution.answer', answerContributions),
			dispute: act('answer.dispute', disputeAnswer),
			supplement: act('answer.supplement', supplementAnswer)
		},
		reports: {
			page: act('report.read', reportPage),
			outcome: act('report.read', reportOutcome),
			export: act('report.read', exportContributions),
			draft: act('report.write', reportDraft),
			revise: act('report.write', reviseReport),
			publish: act('report.publish', publishReport),
			correct: act('report.correct', correctReport),
			checkDecision: act('decision.record', checkDecision),
			decide: act('decision.record', recordDecision)
		},
		notices: {
			own: act('notice.readOwn', ownNotices),
			byId: act('notice.readOwn', ownNotice),
			/** How many are unread; of a visitor: none. */
			unread: act('notice.readOwn', unreadNotices),
			read: act('notice.readOwn', readNotices)
		},
		polls: {
			byId: act('poll.read', pollById),
			ownBallot: act('ballot.readOwn', ownBallot),
			cast: act('ballot.cast', castBallot),
			withdraw: act('ballot.withdraw', withdrawBallot)
		},
		moderation: {
			flag: act('contribution.flag', flag),
			queue: act('queue.read', queue),
			item: act('queue.read', deskItem),
			claim: act('queue.claim', claimItem),
			decide: act('contribution.moderate', decide),
			keep: act('contribution.moderate', keep),
			ownStatements: act('contribution.readOwn', ownStatements),
			ownStatement: act('contribution.readOwn', ownStatement),
			appeal: act('moderation.appeal', (store, actor, input: Appeal) =>
				appealDecision(store, actor, receipts, input)
			),
			appeals: act('appeal.read', appealQueue),
			appealPage: act('appeal.read', appealPage),
			decideAppeal: act('appeal.decide', decideAppeal),
			hideAtOnce: act('contribution.hideAtOnce', hideAtOnce),
			hideable: act('contribution.hideAtOnce', hideable),
			/** "I know this person". */
			passOn: act('queue.claim', passOn),
			passAppealOn: act('appeal.decide', passAppealOn),
			restoreOverdue: act('appeal.restoreOverdue', restoreOverdue)
		},
		live: {
			head: act('live.read', liveHead),
			mayFollow: act('live.read', mayFollow),
			hasCeased: act('live.read', hasCeased),
			since: act('live.read', liveSince),
			render: act('live.read', renderEvents)
		},
		...bindPeople(act, { storage, options })
	};
}
export type App = Awaited<ReturnType<typeof createApp>>;
