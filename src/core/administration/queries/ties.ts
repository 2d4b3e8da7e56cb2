import {
	and,
	desc,
	eq,
	inArray,
	isNull,
	notExists,
	notInArray,
	or,
	type AnyColumn,
	type SQL
} from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { TieKind } from '../model.ts';

export interface Tie {
	kind: TieKind;
	objectId: string;
}

/** What a case is about, as far as somebody may have ties with it. */
export interface CaseParties {
	authorityId: string;
	/** The centre that decided first, where it is an appeal. */
	centreId?: string;
	organisationId?: string | null;
}

/** The ties of the latest declaration; none where nothing was declared. */
async function tiesOf(reader: Reader, accountId: string): Promise<Tie[]> {
	const { db, t } = reader;
	const [latest] = await db
		.select({ id: t.conflictDeclarations.id })
		.from(t.conflictDeclarations)
		.where(eq(t.conflictDeclarations.accountId, accountId))
		.orderBy(desc(t.conflictDeclarations.at))
		.limit(1);
	if (!latest) return [];
	return db
		.select({ kind: t.ties.kind, objectId: t.ties.objectId })
		.from(t.ties)
		.where(eq(t.ties.declarationId, latest.id));
}

/** Whether ties are with one of the parties. */
const touches = (ties: readonly Tie[], parties: CaseParties): boolean =>
	ties.some(
		({ kind, objectId }) =>
			(kind === 'authority' && objectId === parties.authorityId) ||
			(kind === 'centre' && objectId === parties.centreId) ||
			(kind === 'organisation' && objectId === parties.organisationId)
	);

interface Words {
	contributionId: string;
	replyId: string;
}

/** Whether somebody stands aside: they know the person, or declared ties (requirements §4.6). */
export async function standsAside(
	reader: Reader,
	accountId: string,
	words: Words,
	parties: CaseParties
): Promise<boolean> {
	const { db, t } = reader;
	const one = t.recusals;
	const [passedOn] = await db
		.select({ at: one.at })
		.from(one)
		.where(
			and(
				eq(one.contributionId, words.contributionId),
				eq(one.replyId, words.replyId),
				eq(one.accountId, accountId)
			)
		);
	return passedOn !== undefined || touches(await tiesOf(reader, accountId), parties);
}

/** For queues: of the cases in `from`, those that are offered to somebody (the same rule, in SQL). */
export async function offered(
	reader: Reader,
	accountId: string,
	on: {
		contributionId: AnyColumn;
		replyId: AnyColumn;
		authorityId: AnyColumn;
		organisationId: SQL;
		/** Of the first decision, where it is about appeals. */
		centreId?: AnyColumn;
	}
): Promise<SQL | undefined> {
	const { db, t } = reader;
	const ties = await tiesOf(reader, accountId);
	const tiedTo = (kind: TieKind) =>
		ties.filter((tie) => tie.kind === kind).map(({ objectId }) => objectId);
	const without = (column: AnyColumn | undefined, ids: string[]) =>
		column && ids.length > 0 ? notInArray(column, ids) : undefined;
	const organisations = tiedTo('organisation');
	return and(
		notExists(
			db
				.select({ at: t.recusals.at })
				.from(t.recusals)
				.where(
					and(
						eq(t.recusals.contributionId, on.contributionId),
						eq(t.recusals.replyId, on.replyId),
						eq(t.recusals.accountId, accountId)
					)
				)
		),
		without(on.authorityId, tiedTo('authority')),
		without(on.centreId, tiedTo('centre')),
		organisations.length > 0
			? or(isNull(on.organisationId), notInArray(on.organisationId, organisations))
			: undefined
	);
}

/** Of the staff of a centre, those who could still look at a case. */
export async function stillThere(
	reader: Reader,
	centreId: string,
	words: Words & { accountId: string | null },
	parties: CaseParties,
	roles: ('consultant' | 'coordinator')[] = ['consultant', 'coordinator']
): Promise<string[]> {
	const { db, t } = reader;
	const staff = await db
		.selectDistinct({ id: t.roles.accountId })
		.from(t.roles)
		.where(and(eq(t.roles.scopeId, centreId), inArray(t.roles.role, roles)));
	const left: string[] = [];
	for (const { id } of staff)
		if (id !== words.accountId && !(await standsAside(reader, id, words, parties))) left.push(id);
	return left;
}
