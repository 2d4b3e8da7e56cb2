import { eq, inArray } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { Ground } from '../moderation/model.ts';
import type { Office, Person, Row } from './entries.ts';

/** What something was done to, by what leads there. People are no objects, nor is what only its owners may see. */
export type LogObject =
	| { kind: 'contribution' | 'reply'; number: string; seq: number }
	| { kind: 'consultation'; id: string; number: string | null; title: Partial<Trilingual> }
	| { kind: 'authority' | 'centre' | 'organisation'; slug: string; name: Trilingual }
	| { kind: 'rule_profile'; id: string };

export interface Names {
	place(scopeId: string | null): Office['place'];
	object(kind: string, id: string): LogObject | null;
	person(accountId: string | null): Person | null;
	ground(row: Row): Ground | null;
}

/** What the entries of a page name, read together: one query for each kind of thing. */
export async function namesFor(
	reader: Reader,
	rows: readonly Row[],
	{ people = false } = {}
): Promise<Names> {
	const idsOf = (kind: string) =>
		unique(rows.filter((row) => row.kind === kind).map(({ objectId }) => objectId));
	const scopeIds = unique(rows.map(({ scopeId }) => scopeId));
	const centres = await placesIn(reader, 'centres', [...scopeIds, ...idsOf('centre')]);
	const authorities = await placesIn(reader, 'authorities', [...scopeIds, ...idsOf('authority')]);
	const organisations = await placesIn(reader, 'organisations', idsOf('organisation'));
	const contributions = await contributionsIn(reader, idsOf('contribution'));
	const replies = await repliesIn(reader, idsOf('reply'));
	const consultations = await consultationsIn(reader, idsOf('consultation'));
	const grounds = await groundsIn(reader, [...idsOf('contribution'), ...replies.parents]);
	const persons = people
		? await peopleIn(reader, unique(rows.flatMap(({ actor, aboutId }) => [actor, aboutId])))
		: new Map<string, Person>();

	const finders: Record<string, (id: string) => LogObject | undefined> = {
		contribution: (id) => contributions.get(id),
		reply: (id) => replies.found.get(id),
		consultation: (id) => consultations.get(id),
		centre: (id) => withKind('centre', centres.get(id)),
		authority: (id) => withKind('authority', authorities.get(id)),
		organisation: (id) => withKind('organisation', organisations.get(id)),
		rule_profile: (id) => ({ kind: 'rule_profile', id })
	};
	return {
		place: (scopeId) =>
			(scopeId &&
				(withKind('centre', centres.get(scopeId)) ??
					withKind('authority', authorities.get(scopeId)))) ||
			null,
		object: (kind, id) => finders[kind]?.(id) ?? null,
		person: (accountId) => (accountId === null ? null : (persons.get(accountId) ?? null)),
		// A decision stands in the log with the time at which it was taken.
		ground: ({ objectId, at }) => grounds.get(`${objectId} ${at}`) ?? null
	};
}

interface Named {
	slug: string;
	name: Trilingual;
}

function withKind<Kind extends string>(kind: Kind, named: Named | undefined) {
	return named && { kind, ...named };
}

async function placesIn(
	{ db, t }: Reader,
	table: 'centres' | 'authorities' | 'organisations',
	ids: readonly string[]
): Promise<Map<string, Named>> {
	if (ids.length === 0) return new Map();
	const { id, slug, name } = t[table];
	const rows = await db
		.select({ id, slug, name })
		.from(t[table])
		.where(inArray(id, [...ids]));
	return new Map(rows.map(({ id, ...named }) => [id, named]));
}

async function contributionsIn({ db, t }: Reader, ids: string[]) {
	if (ids.length === 0) return new Map<string, LogObject>();
	const rows = await db
		.select({ id: t.contributions.id, seq: t.contributions.seq, number: t.consultations.number })
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(inArray(t.contributions.id, ids));
	return new Map(
		rows.map(({ id, seq, number }) => [id, { kind: 'contribution', seq, number: number! } as const])
	);
}

async function repliesIn(reader: Reader, ids: string[]) {
	const found = new Map<string, LogObject>();
	if (ids.length === 0) return { found, parents: [] };
	const { db, t } = reader;
	const rows = await db
		.select({ id: t.replies.id, contributionId: t.replies.contributionId })
		.from(t.replies)
		.where(inArray(t.replies.id, ids));
	const parents = unique(rows.map(({ contributionId }) => contributionId));
	const contributions = await contributionsIn(reader, parents);
	for (const { id, contributionId } of rows) {
		const contribution = contributions.get(contributionId);
		if (contribution) found.set(id, { ...contribution, kind: 'reply' } as LogObject);
	}
	return { found, parents };
}

async function consultationsIn({ db, t }: Reader, ids: string[]) {
	if (ids.length === 0) return new Map<string, LogObject>();
	const { id, number, title, draft } = t.consultations;
	const rows = await db
		.select({ id, number, title, draft })
		.from(t.consultations)
		.where(inArray(id, ids));
	return new Map(
		rows.map(({ draft, title, ...row }) => [
			row.id,
			{ kind: 'consultation', ...row, title: title ?? draft?.title ?? {} } as const
		])
	);
}

async function groundsIn({ db, t }: Reader, contributionIds: string[]) {
	const grounds = new Map<string, Ground>();
	if (contributionIds.length === 0) return grounds;
	const { contributionId, replyId, ground, action, decidedAt } = t.moderationDecisions;
	const rows = await db
		.select({ contributionId, replyId, ground, action, decidedAt })
		.from(t.moderationDecisions)
		.where(inArray(contributionId, contributionIds));
	for (const row of rows)
		if (row.action === 'hidden' || row.action === 'redacted')
			grounds.set(`${row.replyId || row.contributionId} ${row.decidedAt}`, row.ground);
	return grounds;
}

async function peopleIn({ db, t }: Reader, ids: string[]): Promise<Map<string, Person>> {
	if (ids.length === 0) return new Map();
	const { id, login, name } = t.accounts;
	const rows = await db.select({ id, login, name }).from(t.accounts).where(inArray(id, ids));
	return new Map(rows.map(({ id, ...person }) => [id, person]));
}

const unique = (ids: readonly (string | null)[]): string[] => [
	...new Set(ids.filter((id): id is string => id !== null && id !== ''))
];
