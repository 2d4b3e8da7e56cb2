import type { Storage, Store } from '#storage/storage.ts';
import { createAttempts } from './accounts/attempts.ts';
import { checkSignIn, registerAccount, type SignIn } from './accounts/commands.ts';
import { ownAccount } from './accounts/queries.ts';
import { createSessions } from './accounts/sessions.ts';
import { areaList, residences } from './areas/queries.ts';
import { authorityList } from './authorities/queries.ts';
import { centreList, centrePage } from './centres/queries.ts';
import { announceConsultation, type Announce } from './consultations/commands/announce.ts';
import { reviseDraft, startDraft } from './consultations/commands/draft.ts';
import { authorityPage } from './consultations/queries/authority.ts';
import { draftPage, officeAuthorities, officeList } from './consultations/queries/drafts.ts';
import { consultationList, frontPage } from './consultations/queries/list.ts';
import { consultationPage, ruleProfiles } from './consultations/queries/page.ts';
import { checkContribution, writeContribution } from './contributions/commands.ts';
import {
	contributionBySeq,
	contributionList,
	ownContribution,
	ownContributions
} from './contributions/queries.ts';
import { mayTry, type Action } from './kernel/actions.ts';
import type { Actor } from './kernel/actor.ts';
import { Refusal } from './kernel/errors.ts';
import { liveHead, liveSince, renderEvents } from './live/queries.ts';
import { claimItem } from './moderation/commands/claim.ts';
import { decide } from './moderation/commands/decide.ts';
import { flagContribution } from './moderation/commands/flag.ts';
import { deskItem, queue } from './moderation/queries/desk.ts';
import { ownStatements } from './moderation/queries/statements.ts';
import { castBallot, withdrawBallot } from './polls/commands.ts';
import { ownBallot, pollById } from './polls/queries.ts';
import { recordEvents, startEpoch } from './register/commands.ts';

export interface AppOptions {
	/** Whether the public address is https. */
	secure: boolean;
	/** Pages say that people and organisations are invented. */
	demo: boolean;
	/** Ukraine under martial law: public holidays are working days. */
	holidaysAreWorkingDays: boolean;
}

/** Binds every feature to a storage, each function with the action it performs. */
export async function createApp(storage: Storage, options: AppOptions) {
	storage.beforeCommit(recordEvents);
	await startEpoch(storage);
	const attempts = createAttempts();
	const { holidaysAreWorkingDays } = options;

	/** Deny by default: nothing can be called that was not bound with an action, and no action without its circle. */
	function act<Input, Result>(
		action: Action,
		perform: (store: Store, actor: Actor, input: Input) => Promise<Result>
	) {
		const bound = async (actor: Actor, input: Input): Promise<Result> => {
			if (!mayTry(action, actor))
				throw new Refusal(actor.kind === 'visitor' ? 'not_signed_in' : 'not_allowed');
			return perform(storage, actor, input);
		};
		return Object.assign(bound, { action });
	}

	return {
		storage,
		options,
		sessions: createSessions(storage, options),
		areas: {
			list: act('area.read', areaList),
			residences: act('area.read', residences)
		},
		authorities: {
			list: act('authority.read', authorityList),
			page: act('authority.read', authorityPage)
		},
		centres: {
			list: act('centre.read', centreList),
			page: act('centre.read', centrePage)
		},
		accounts: {
			register: act('account.register', registerAccount),
			checkSignIn: act('session.start', (store, _, input: SignIn) =>
				checkSignIn(store, attempts, input)
			),
			own: act('account.readOwn', ownAccount)
		},
		consultations: {
			front: act('consultation.read', frontPage),
			list: act('consultation.read', consultationList),
			page: act('consultation.read', consultationPage),
			ruleProfiles: act('ruleProfile.read', ruleProfiles)
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
			check: act('contribution.write', checkContribution),
			write: act('contribution.write', writeContribution)
		},
		polls: {
			byId: act('poll.read', pollById),
			ownBallot: act('ballot.readOwn', ownBallot),
			cast: act('ballot.cast', castBallot),
			withdraw: act('ballot.withdraw', withdrawBallot)
		},
		moderation: {
			flag: act('contribution.flag', flagContribution),
			queue: act('queue.read', queue),
			item: act('queue.read', deskItem),
			claim: act('queue.claim', claimItem),
			decide: act('contribution.moderate', decide),
			ownStatements: act('contribution.readOwn', ownStatements)
		},
		live: {
			head: act('live.read', liveHead),
			since: act('live.read', liveSince),
			render: act('live.read', renderEvents)
		}
	};
}
export type App = Awaited<ReturnType<typeof createApp>>;
