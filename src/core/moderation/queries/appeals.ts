import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { contributionNumber } from '../../contributions/model.ts';
import { offered, standsAside } from '../../administration/queries/ties.ts';
import { scopesOf, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { AppealLane } from '../model.ts';
import { mayDecideAppeal } from '../policy.ts';
import { statements, type Statement } from './statements.ts';
import { organisationOf, partiesOf, subjectOf, type Subject } from './subject.ts';

export interface AppealItem {
	id: string;
	/** Of the contribution in whose thread it is. */
	number: string;
	title: Partial<Trilingual>;
	lane: AppealLane;
	at: number;
	dueAt: number;
}

/** Appeals that wait for the coordinators of the centres in which the actor is one, most urgent first. */
export function appealQueue(store: Store, actor: Actor): Promise<AppealItem[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const { contributionId, replyId, centreId } = t.moderationDecisions;
		const isOffered = await offered(reader, account.id, {
			contributionId,
			replyId,
			centreId,
			authorityId: t.consultations.authorityId,
			organisationId: organisationOf(t, replyId)
		});
		const rows = await db
			.select({
				id: t.appeals.id,
				seq: t.contributions.seq,
				number: t.consultations.number,
				title: t.consultations.title,
				lane: t.appeals.lane,
				at: t.appeals.at,
				dueAt: t.appeals.dueAt
			})
			.from(t.appeals)
			.innerJoin(t.moderationDecisions, eq(t.moderationDecisions.id, t.appeals.decisionId))
			.innerJoin(t.contributions, eq(t.contributions.id, t.moderationDecisions.contributionId))
			.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
			.leftJoin(t.replies, eq(t.replies.id, replyId))
			.where(
				and(
					inArray(t.appeals.centreId, scopesOf(account, 'coordinator')),
					isNull(t.appeals.outcome),
					isOffered
				)
			)
			.orderBy(asc(t.appeals.dueAt))
			.limit(100);
		return rows.map(({ seq, number, title, ...item }) => ({
			...item,
			number: contributionNumber(number!, seq),
			title: title!
		}));
	});
}

export interface AppealPage extends AppealItem {
	/** What its author says against the decision. */
	text: string;
	words: Pick<Subject, 'text' | 'publicText' | 'visibility' | 'kind' | 'language'>;
	decision: Statement;
}

/**
 * One appeal with all that its decision needs. Refuses `not_found`, `not_allowed`, `conflict_of_interest`,
 * `already_decided`.
 */
export function appealPage(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<AppealPage> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { appeal, decision, subject } = await appealById(reader, id);
		if (!mayDecideAppeal(account, { appeal, decision, subject })) throw new Refusal('not_allowed');
		await refuseIfAside(reader, account.id, { decision, subject });
		if (appeal.outcome !== null) throw new Refusal('already_decided');
		const stated = await statements(reader, subject);
		const { text, publicText, visibility, kind, language } = subject;
		return {
			id,
			number: contributionNumber(subject.number, subject.seq),
			title: subject.title,
			lane: appeal.lane,
			at: appeal.at,
			dueAt: appeal.dueAt,
			text: appeal.text,
			words: { text, publicText, visibility, kind, language },
			decision: stated.find((one) => one.id === decision.id)!
		};
	});
}

/** Whoever knows somebody concerned, or has ties, decides nothing. Refuses `conflict_of_interest`. */
export async function refuseIfAside(
	reader: Reader,
	accountId: string,
	{ decision, subject }: { decision: { centreId: string }; subject: Subject }
): Promise<void> {
	const parties = { ...partiesOf(subject), centreId: decision.centreId };
	if (await standsAside(reader, accountId, subject, parties))
		throw new Refusal('conflict_of_interest');
}

/** An appeal with the decision it is against and the words that is about; refuses `not_found`. */
export async function appealById(reader: Reader, id: string) {
	const { db, t } = reader;
	const [row] = await db
		.select({ appeal: t.appeals, decision: t.moderationDecisions })
		.from(t.appeals)
		.innerJoin(t.moderationDecisions, eq(t.moderationDecisions.id, t.appeals.decisionId))
		.where(eq(t.appeals.id, id));
	if (!row) throw new Refusal('not_found');
	return { ...row, subject: await subjectOf(reader, row.decision) };
}
