import { randomInt } from 'node:crypto';
import { and, desc, eq, ne } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Subject } from '../queries/subject.ts';

/**
 * The centre that decides an appeal: by lot among those in another raion that have a coordinator who is not the
 * author, and never the one that had the last appeal from the same centre, as long as there is another
 * (requirements §4.5). Refuses `no_other_centre` where the network has none.
 */
export async function drawCentre(
	writer: Writer,
	{ hostCentreId, raionId, accountId }: Subject
): Promise<{ id: string; slug: string }> {
	const { db, t } = writer;
	const rows = await db
		.select({ id: t.centres.id, slug: t.centres.slug, coordinator: t.roles.accountId })
		.from(t.centres)
		.innerJoin(t.roles, and(eq(t.roles.scopeId, t.centres.id), eq(t.roles.role, 'coordinator')))
		.where(ne(t.centres.raionId, raionId));
	const eligible = new Map(
		rows
			.filter(({ coordinator }) => coordinator !== accountId)
			.map(({ id, slug }) => [id, { id, slug }])
	);
	const last = await lastFrom(writer, hostCentreId);
	if (last && eligible.size > 1) eligible.delete(last);
	const lots = [...eligible.values()];
	if (lots.length === 0) throw new Refusal('no_other_centre');
	return lots[randomInt(lots.length)]!;
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
