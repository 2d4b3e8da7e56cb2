import { and, desc, eq, sql } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader, type Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf, type Phase } from '../../consultations/model.ts';
import { announced, announcedId } from '../../consultations/queries/page.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { AppealOutcome, Ground, ModerationAction } from '../model.ts';
import { appealableOf } from '../policy.ts';
import { subjectOf, type Subject, type SubjectRef } from './subject.ts';

/** The statement of reasons as its author gets it (requirements §4.4): who decided is told by centre and role. */
export interface Statement {
	id: string;
	/** '' where it is about the contribution itself. */
	replyId: string;
	action: ModerationAction;
	ground: Ground;
	reason: string;
	lawArticle: string | null;
	fragment: string | null;
	source: 'flag' | 'own_check';
	automated: boolean;
	centre: { slug: string; name: Trilingual; town: Trilingual };
	role: 'consultant' | 'coordinator' | 'admin';
	decidedAt: number;
	appealUntil: number;
	appeal: StatedAppeal | null;
}

/** What became of an appeal, for its author. */
export interface StatedAppeal {
	id: string;
	text: string;
	at: number;
	dueAt: number;
	centre: { slug: string; town: Trilingual };
	outcome: AppealOutcome | null;
	ground: Ground | null;
	/** Null while it waits, and where silence decided. */
	reason: string | null;
	decidedAt: number | null;
}

/** What was decided about one's own contribution and replies to it, latest first; refuses `not_found` for those of others. */
export function ownStatements(
	store: Store,
	actor: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<Statement[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const id = await announcedId(reader, number);
		const one = t.contributions;
		const [own] = await db
			.select({ id: one.id })
			.from(one)
			.where(and(eq(one.consultationId, id), eq(one.seq, seq), eq(one.accountId, account.id)));
		if (!own) throw new Refusal('not_found');
		return statements(reader, { contributionId: own.id, replyId: '' });
	});
}

/** One decision about one's own words, be they a contribution or a reply to another's. */
export interface OwnStatement {
	decision: Statement;
	/** Whether it still holds and can be appealed, once, until `appealUntil`. */
	appealable: boolean;
	words: Pick<Subject, 'kind' | 'text' | 'publicText' | 'visibility' | 'language'>;
	consultation: { number: string; title: Subject['title']; phase: Phase };
	seq: number;
}

/** What its author is told of a decision; refuses `not_found` for those about the words of others. */
export function ownStatement(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<OwnStatement> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const one = t.moderationDecisions;
		const [row] = await db.select().from(one).where(eq(one.id, id));
		if (!row) throw new Refusal('not_found');
		const subject = await subjectOf(reader, row);
		if (subject.accountId !== account.id) throw new Refusal('not_found');
		const all = await statements(reader, row);
		const decision = all.find((stated) => stated.id === id)!;
		const { kind, text, publicText, visibility, language, number, title, seq } = subject;
		return {
			decision,
			appealable: decision === appealableOf(all, now()),
			words: { kind, text, publicText, visibility, language },
			consultation: { number, title, phase: phaseOf(await announced(reader, number), now()) },
			seq
		};
	});
}

/** Decisions about some words, latest first, each with its appeal. */
export async function statements(
	reader: Reader,
	{ contributionId, replyId }: SubjectRef
): Promise<Statement[]> {
	const rows = await reader.run(statementsQuery, { contributionId, replyId });
	if (rows.length === 0) return [];
	const decisionIds = rows.map(({ id }) => id);
	const appeals = new Map(
		(await reader.run(appealsQuery, { decisionIds })).map(({ decisionId, ...appeal }) => [
			decisionId,
			appeal
		])
	);
	return rows.map((row) => ({ ...row, appeal: appeals.get(row.id) ?? null }));
}

const statementsQuery = query<Record<keyof SubjectRef, string>>()('statements', (db, t) => {
	const decision = t.moderationDecisions;
	return db
		.select({
			id: decision.id,
			replyId: decision.replyId,
			action: decision.action,
			ground: decision.ground,
			reason: decision.reason,
			lawArticle: decision.lawArticle,
			fragment: decision.fragment,
			source: decision.source,
			automated: decision.automated,
			centre: { slug: t.centres.slug, name: t.centres.name, town: t.centres.town },
			role: decision.role,
			decidedAt: decision.decidedAt,
			appealUntil: decision.appealUntil
		})
		.from(decision)
		.innerJoin(t.centres, eq(t.centres.id, decision.centreId))
		.where(
			and(
				eq(decision.contributionId, sql.placeholder('contributionId')),
				eq(decision.replyId, sql.placeholder('replyId'))
			)
		)
		.orderBy(desc(decision.contributionVersion));
});

const appealsQuery = query<{ decisionIds: string[] }>()('appeals_of_decisions', (db, t) =>
	db
		.select({
			decisionId: t.appeals.decisionId,
			id: t.appeals.id,
			text: t.appeals.text,
			at: t.appeals.at,
			dueAt: t.appeals.dueAt,
			centre: { slug: t.centres.slug, town: t.centres.town },
			outcome: t.appeals.outcome,
			ground: t.appeals.ground,
			reason: t.appeals.reason,
			decidedAt: t.appeals.decidedAt
		})
		.from(t.appeals)
		.innerJoin(t.centres, eq(t.centres.id, t.appeals.centreId))
		.where(among(t.appeals.decisionId, 'decisionIds'))
);
