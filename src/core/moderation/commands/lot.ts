import { randomInt } from 'node:crypto';
import { and, desc, eq, ne } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { standsAside } from '../../administration/queries/ties.ts';
import { Refusal } from '../../kernel/errors.ts';
import { partiesOf, type Subject } from '../queries/subject.ts';

/**
 * The centre that decides an appeal: by lot among those in another raion that have a coordinator who is not the
 * author, knows nobody concerned and has no ties with the authority or the first centre; and never the one that had
 * the last appeal from the same centre, as long as there is another (requirements §4.5, §4.6). Refuses
 * `no_other_centre` where the network has none.
 */
export async function drawCentre(
	writer: Writer,
	subject: Subject
): Promise<{ id: string; slug: string }> {
	const { hostCentreId, raionId, accountId } = subject;
	const last = await lastFrom(writer, hostCentreId);
	return drawLot(writer, {
		raionId,
		without: [accountId, ...(await standingAside(writer, subject))],
		last
	});
}

interface Lot {
	/** In which it was decided first. */
	raionId: string;
	/** Who must not decide it, and so does not count as a coordinator. */
	without: readonly (string | null)[];
	/** The centre that had the last appeal from the same one. */
	last: string | undefined;
}

/** The same for whatever is appealed. Refuses `no_other_centre`. */
export async function drawLot(
	{ db, t }: Writer,
	{ raionId, without, last }: Lot
): Promise<{ id: string; slug: string }> {
	const rows = await db
		.select({ id: t.centres.id, slug: t.centres.slug, coordinator: t.roles.accountId })
		.from(t.centres)
		.innerJoin(t.roles, and(eq(t.roles.scopeId, t.centres.id), eq(t.roles.role, 'coordinator')))
		.where(ne(t.centres.raionId, raionId));
	const eligible = new Map(
		rows
			.filter(({ coordinator }) => !without.includes(coordinator))
			.map(({ id, slug }) => [id, { id, slug }])
	);
	if (last && eligible.size > 1) eligible.delete(last);
	const lots = [...eligible.values()];
	if (lots.length === 0) throw new Refusal('no_other_centre');
	return lots[randomInt(lots.length)]!;
}

/** Coordinators who know somebody concerned, or have ties with the authority or the first centre. */
async function standingAside(writer: Writer, subject: Subject): Promise<string[]> {
	const { db, t } = writer;
	const coordinators = await db
		.selectDistinct({ id: t.roles.accountId })
		.from(t.roles)
		.where(eq(t.roles.role, 'coordinator'));
	const parties = { ...partiesOf(subject), centreId: subject.hostCentreId };
	const aside: string[] = [];
	for (const { id } of coordinators)
		if (await standsAside(writer, id, subject, parties)) aside.push(id);
	return aside;
}

async function lastFrom({ db, t }: Writer, centreId: string): Promise<string | undefined> {
	const [row] = await db
		.select({ centreId: t.appeals.centreId })
		.from(t.appeals)
		.innerJoin(t.moderationDecisions, eq(t.moderationDecisions.id, t.appeals.decisionId))
		.where(eq(t.moderationDecisions.centreId, centreId))
		.orderBy(desc(t.appeals.at))
		.limit(1);
	return row?.centreId;
}
