import { type Erasures } from '#storage/erasures.ts';
import type { Storage } from '#storage/storage.ts';
import { answerRequest, delayRequest } from './accessibility/commands/answer.ts';
import { askAccessibility, type AskAccessibility } from './accessibility/commands/ask.ts';
import { accessFigures } from './accessibility/queries/figures.ts';
import {
	ownRequests,
	requestById,
	requestByReceipt,
	requestQueue
} from './accessibility/queries/requests.ts';
import { createAttempts, receiptLimits, requestLimits } from './accounts/attempts.ts';
import { createSessions } from './accounts/sessions.ts';
import { answerContributions } from './answers/commands/answer.ts';
import { checkDecision, recordDecision } from './answers/commands/decision.ts';
import { disputeAnswer, supplementAnswer } from './answers/commands/dispute.ts';
import { correctReport, publishReport, reviseReport } from './answers/commands/report.ts';
import { exportContributions } from './answers/queries/export.ts';
import { inbox } from './answers/queries/inbox.ts';
import { answeredLately } from './answers/queries/lately.ts';
import { reportDraft, reportOutcome, reportPage } from './answers/queries/report.ts';
import { checkEntry, enterContribution } from './assistance/commands.ts';
import { intakes } from './assistance/queries.ts';
import { createAct } from './binding.ts';
import { announceConsultation, type Announce } from './consultations/commands/announce.ts';
import { reviseDraft, startDraft } from './consultations/commands/draft.ts';
import {
	cancelConsultation,
	explainDelay,
	extendConsultation,
	resumeConsultation,
	suspendConsultation
} from './consultations/commands/lifecycle.ts';
import { consultationDates, datesOfConsultation } from './consultations/queries/dates.ts';
import { draftPage, officeAuthorities, officeList } from './consultations/queries/drafts.ts';
import { countsByArea } from './consultations/queries/by-area.ts';
import { consultationFeed } from './consultations/queries/feed.ts';
import { frontOf, frontPage } from './consultations/queries/front.ts';
import { lateReports, reportsThatWereLate } from './consultations/queries/late.ts';
import { consultationList } from './consultations/queries/list.ts';
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
import { similarProposals } from './contributions/queries/similar.ts';
import { follow, stopFollowing } from './follows/commands/follow.ts';
import { tellOfClosing } from './follows/commands/tell.ts';
import { isFollowed, ownFollows, placesToFollow } from './follows/queries/own.ts';
import { remarksBeside } from './contributions/queries/remarks.ts';
import { clarifications, threadBySeq } from './contributions/queries/thread.ts';
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
import { moderationFigures, moderationMonths } from './moderation/queries/figures.ts';
import { hideable } from './moderation/queries/hideable.ts';
import { moderationRegister } from './moderation/queries/register.ts';
import { moderationTimes } from './moderation/queries/times.ts';
import { ownStatement, ownStatements } from './moderation/queries/statements.ts';
import { readNotices } from './notifications/commands.ts';
import { ownNotice, ownNotices, unreadNotices } from './notifications/queries.ts';
import { bindPeople } from './people.ts';
import { bindPlaces } from './places.ts';
import { castBallot, withdrawBallot } from './polls/commands.ts';
import { ownBallot } from './polls/queries.ts';
import { ownVotes } from './polls/queries/own.ts';
import { pollById } from './polls/queries/poll.ts';
import { recordEvents } from './register/commands.ts';
import { fillIndex } from './search/commands/fill.ts';
import { searchPage } from './search/queries/search.ts';

export interface AppOptions {
	/** Whether the public address is https. */
	secure: boolean;
	/** Pages say that people and organisations are invented. */
	demo: boolean;
	/** There is a page with every component. */
	design?: boolean;
	/** Whether letters leave the house; without a mail server a centre prints what they would say. */
	mail: boolean;
	/** Who runs this installation, as it calls itself, and the address where it answers. */
	operator?: string | undefined;
	contact?: string | undefined;
	/** Its version, and the address of its source where one is known. */
	program?: { version: string; source: string | null } | undefined;
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
	const requests = createAttempts(requestLimits);
	const { holidaysAreWorkingDays } = options;
	const act = createAct(storage);

	return {
		storage,
		options,
		sessions: createSessions(storage, options),
		...bindPlaces(act),
		consultations: {
			front: act('consultation.read', frontPage),
			frontOf: act('consultation.read', frontOf),
			countsByArea: act('consultation.read', countsByArea),
			late: act('consultation.read', lateReports),
			wereLate: act('consultation.read', reportsThatWereLate),
			list: act('consultation.read', consultationList),
			page: act('consultation.read', consultationPage),
			ruleProfiles: act('ruleProfile.read', ruleProfiles),
			feed: act('consultation.read', consultationFeed),
			dates: act('consultation.read', consultationDates),
			datesOf: act('consultation.read', datesOfConsultation),
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
		search: {
			page: act('consultation.read', searchPage),
			fill: act('search.fill', fillIndex)
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
		accessibility: {
			ask: act('accessibility.ask', (store, actor, input: Omit<AskAccessibility, 'mail'>) =>
				askAccessibility(store, requests, actor, { ...input, mail: options.mail })
			),
			/** One limit on guessing with the receipts of contributions. */
			receipt: act(
				'receipt.read',
				(store, _, input: { number: string; code: string; address: string }) =>
					requestByReceipt(store, receipts, input)
			),
			own: act('account.readOwn', ownRequests),
			figures: act('infrastructure', accessFigures),
			queue: act('accessibility.answer', requestQueue),
			byId: act('accessibility.answer', requestById),
			answer: act('accessibility.answer', answerRequest),
			delay: act('accessibility.answer', delayRequest)
		},
		contributions: {
			list: act('contribution.read', contributionList),
			bySeq: act('contribution.read', contributionBySeq),
			own: act('contribution.readOwn', ownContribution),
			allOwn: act('contribution.readOwn', ownContributions),
			versions: act('contribution.read', contributionVersions),
			thread: act('contribution.read', threadBySeq),
			clarifications: act('contribution.read', clarifications),
			remarksBeside: act('contribution.read', remarksBeside),
			/** Of a visitor: none, as with the next. */
			ownAmong: act('contribution.read', ownAmong),
			ownSupports: act('contribution.read', ownSupports),
			similar: act('contribution.read', similarProposals),
			/** Whoever may read may try their words; the command says who may send them. */
			check: act('contribution.read', checkContribution),
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
			lately: act('report.read', answeredLately),
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
		follows: {
			own: act('follow.readOwn', ownFollows),
			placesToFollow: act('follow.readOwn', placesToFollow),
			isFollowed: act('follow.readOwn', isFollowed),
			start: act('follow.change', follow),
			stop: act('follow.change', stopFollowing),
			tellOfClosing: act('follow.tellOfClosing', tellOfClosing)
		},
		polls: {
			byId: act('poll.read', pollById),
			ownBallot: act('ballot.readOwn', ownBallot),
			own: act('ballot.readOwn', ownVotes),
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
			figures: act('log.read', moderationFigures),
			months: act('log.read', moderationMonths),
			times: act('log.read', moderationTimes),
			register: act('log.read', moderationRegister),
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
