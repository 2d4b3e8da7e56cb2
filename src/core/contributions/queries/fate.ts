import { asc, eq, sql } from 'drizzle-orm';
import { query, type Reader, type Store } from '#storage/storage.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import { disputeDays, type DocumentChange } from '../../answers/model.ts';
import { announced, type Announced } from '../../consultations/queries/page.ts';
import { phaseOf } from '../../consultations/model.ts';
import { consultationsNamed, type NamedConsultation } from '../../consultations/queries/named.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { statements, type Statement } from '../../moderation/queries/statements.ts';
import { readContributionNumber } from '../model.ts';
import { areOwn } from '../policy.ts';
import { isReceiptCode, receiptCode } from '../receipts.ts';
import { rowBySeq } from './list.ts';
import { presented, type Contribution, type Row } from './rows.ts';
import { threadOf, type Reply } from './thread.ts';

/** All that became of a contribution, for its author: by account, or by the code of the receipt. */
export interface Fate {
	contribution: Contribution;
	/** As written, also when the public does not see it. */
	text: string;
	/** What stood there before corrections, oldest first. */
	earlier: EarlierVersion[];
	thread: Reply[];
	/** What a centre decided about the words, latest first. */
	statements: Statement[];
	dispute: Dispute | null;
	/** Whether its author may still say that the answer is none (T19). */
	disputable: boolean;
	consultation: NamedConsultation;
	decision: { title: string; decidedOn: string; changes: DocumentChange[] } | null;
	receipt: { number: string; code: string };
	/** Whether it may still be withdrawn, and corrected; only by an account. */
	open: boolean;
	correctable: boolean;
}

/** What an author says against an answer, and what the authority added. */
interface Dispute {
	text: string;
	at: number;
	supplement: string | null;
	supplementedAt: number | null;
}

export interface EarlierVersion {
	version: number;
	text: string;
	at: number;
}

/** One's own contribution, with all that became of it; refuses `not_found` for those of others. */
export function ownContribution(
	store: Store,
	actor: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<Fate> {
	return store.read(async (reader) => {
		const row = await rowBySeq(reader, number, seq);
		if (actor.kind !== 'account' || row.accountId !== actor.id) throw new Refusal('not_found');
		const fate = await fateOf(reader, await announced(reader, number), row);
		// Of an organisation for which its author speaks no longer, it is read and not changed.
		return areOwn(actor, row)
			? fate
			: { ...fate, open: false, correctable: false, disputable: false };
	});
}

export interface ReceiptCheck {
	number: string;
	code: string;
	/** Where the request came from, for the limit on guessing. */
	address: string;
}

/**
 * What became of a contribution, by the number and the code of its receipt. Refuses `not_found`, the same for
 * an unknown number and a wrong code, and `too_many_attempts`.
 */
export async function checkReceipt(
	store: Store,
	attempts: Attempts<'address'>,
	{ number, code, address }: ReceiptCheck
): Promise<Fate> {
	const attempt = attempts.begin({ address }, store.now());
	const fate = await store
		.read((reader) => fateByReceipt(reader, number, code))
		.catch((error: unknown) => {
			attempt.takeBack();
			throw error;
		});
	if (!fate) throw new Refusal('not_found');
	attempt.succeeded();
	return fate;
}

async function fateByReceipt(
	reader: Reader,
	number: string,
	code: string
): Promise<Fate | undefined> {
	const named = readContributionNumber(number);
	// The code is compared first: whether a number exists is told to nobody without it.
	if (!named || !isReceiptCode(reader.keys, named.number, code)) return undefined;
	const row = await rowBySeq(reader, named.consultation, named.seq);
	return fateOf(reader, await announced(reader, named.consultation), row);
}

async function fateOf(reader: Reader, consultation: Announced, row: Row): Promise<Fate> {
	const { now } = reader;
	const [contribution] = await presented(reader, [row]);
	const phase = phaseOf(consultation, now());
	const open = phase === 'open' && row.visibility !== 'withdrawn';
	const [dispute] = await reader.run(disputeQuery, { contributionId: row.id });
	const { number, reportedAt } = consultation;
	const named = (await consultationsNamed(reader, [number])).get(number)!;
	const inTime = reportedAt !== null && now() <= reportedAt + disputeDays * 86_400_000;
	return {
		contribution: contribution!,
		text: row.text,
		earlier: await earlierVersions(reader, row.id),
		thread: await threadOf(reader, row.id),
		statements: await statements(reader, { contributionId: row.id, replyId: '' }),
		dispute: dispute ?? null,
		disputable: inTime && row.answered && !dispute && row.accountId !== null,
		consultation: named,
		decision: await decisionFor(reader, consultation.id, row.seq),
		receipt: {
			number: contribution!.number,
			code: receiptCode(reader.keys, contribution!.number)
		},
		open,
		correctable: open && row.visibility === 'public'
	};
}

/** The decision, with what it changed because of this contribution. */
async function decisionFor(
	reader: Reader,
	consultationId: string,
	seq: number
): Promise<Fate['decision']> {
	const [row] = await reader.run(decisionQuery, { consultationId });
	if (!row) return null;
	return { ...row, changes: row.changes.filter(({ because }) => because.includes(seq)) };
}

/** What an author wrote before corrections, oldest first, as everybody may read it. */
export function earlierVersions(reader: Reader, contributionId: string): Promise<EarlierVersion[]> {
	return reader.run(versionsQuery, { contributionId });
}

const value = sql.placeholder;

const disputeQuery = query<{ contributionId: string }>()('dispute', (db, t) =>
	db
		.select({
			text: t.disputes.text,
			at: t.disputes.at,
			supplement: t.disputes.supplement,
			supplementedAt: t.disputes.supplementedAt
		})
		.from(t.disputes)
		.where(eq(t.disputes.contributionId, value('contributionId')))
);

const decisionQuery = query<{ consultationId: string }>()('decision_in_short', (db, t) =>
	db
		.select({
			title: t.decisions.title,
			decidedOn: t.decisions.decidedOn,
			changes: t.decisions.changes
		})
		.from(t.decisions)
		.where(eq(t.decisions.consultationId, value('consultationId')))
);

const versionsQuery = query<{ contributionId: string }>()('earlier_versions', (db, t) => {
	const one = t.contributionVersions;
	return db
		.select({
			version: one.version,
			text: sql<string>`coalesce(${one.publicText}, ${one.text})`,
			at: one.at
		})
		.from(one)
		.where(eq(one.contributionId, value('contributionId')))
		.orderBy(asc(one.version));
});
