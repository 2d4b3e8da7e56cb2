import { asc, eq, or } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { contributionNumber } from '../../../contributions/model.ts';
import { followsOf } from '../../../follows/queries/own.ts';
import { pollWithBallot } from '../../../polls/queries.ts';
import type { DataRecord } from '../own-data.ts';

/** What somebody supported, flagged and voted in, what they were told, and what the log says of them. */
export async function ofParticipation(reader: Reader, accountId: string) {
	return {
		supports: await supports(reader, accountId),
		follows: await follows(reader, accountId),
		flags: await flags(reader, accountId),
		ballots: await ballots(reader, accountId),
		notices: await notices(reader, accountId),
		log: await log(reader, accountId)
	};
}

async function supports({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const rows = await db
		.select({ seq: t.contributions.seq, number: t.consultations.number })
		.from(t.supports)
		.innerJoin(t.contributions, eq(t.contributions.id, t.supports.contributionId))
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.supports.accountId, accountId));
	return rows.map(({ seq, number }) => ({ number: contributionNumber(number!, seq) }));
}

async function follows(reader: Reader, accountId: string): Promise<DataRecord[]> {
	const all = await followsOf(reader, accountId);
	return all.map(({ kind, of, name, language, since }) => {
		const written = name[language] ?? '';
		return {
			follows: kind,
			...(kind === 'consultation' && { number: of }),
			name: { uk: written, pl: written, en: written, ...name },
			sinceAt: since
		};
	});
}

async function flags({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { ground, note, at } = t.flags;
	const rows = await db
		.select({ ground, note, at, seq: t.contributions.seq, number: t.consultations.number })
		.from(t.flags)
		.innerJoin(t.contributions, eq(t.contributions.id, t.flags.contributionId))
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.flags.accountId, accountId))
		.orderBy(asc(at));
	return rows.map(({ seq, number, ...flag }) => ({
		number: contributionNumber(number!, seq),
		...flag
	}));
}

/**
 * In which polls there is a ballot. Never for what: a file that shows it could be asked for by whoever paid for a
 * vote; the page of the poll shows it to its owner.
 */
async function ballots(reader: Reader, accountId: string): Promise<DataRecord[]> {
	const { db, t, keys } = reader;
	const [own] = await db
		.select({ personId: t.accounts.personId })
		.from(t.accounts)
		.where(eq(t.accounts.id, accountId));
	const voter = own?.personId ? `person:${own.personId}` : `account:${accountId}`;
	const polls = await db
		.select({ id: t.polls.id, question: t.polls.question, number: t.consultations.number })
		.from(t.polls)
		.innerJoin(t.consultations, eq(t.consultations.id, t.polls.consultationId))
		.where(eq(t.consultations.status, 'published'));
	const found: DataRecord[] = [];
	for (const { id, question, number } of polls) {
		const tag = keys.ballotTag(id, voter);
		if (tag === undefined) continue;
		const ballot = await pollWithBallot(reader, id, tag);
		if (ballot.own.choice !== null) found.push({ consultation: number, question });
	}
	return found;
}

async function notices({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { kind, at, readAt } = t.notices;
	return db
		.select({ notice: kind, consultation: t.consultations.number, at, readAt })
		.from(t.notices)
		.leftJoin(t.consultations, eq(t.consultations.id, t.notices.consultationId))
		.where(eq(t.notices.accountId, accountId))
		.orderBy(asc(at));
}

/** By whom, only where it was the owner: others are named by nobody's export. */
async function log({ db, t }: Reader, accountId: string): Promise<DataRecord[]> {
	const { actor, at, action, role, reason, aboutId } = t.auditEntries;
	const rows = await db
		.select({ actor, at, action, role, reason })
		.from(t.auditEntries)
		.where(or(eq(actor, accountId), eq(aboutId, accountId)))
		.orderBy(asc(at));
	return rows.map((row) => ({
		act: row.action,
		at: row.at,
		byYou: row.actor === accountId,
		...(row.role !== null && { role: row.role }),
		...(row.reason !== null && { reason: row.reason })
	}));
}
