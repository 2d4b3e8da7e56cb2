import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Announced } from '../../consultations/queries/page.ts';
import { channels, contributionKinds, type Tier } from '../../contributions/model.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { Reader } from '#storage/storage.ts';
import { answerStatuses } from '../model.ts';
import type { Count, ReportFigures } from '../figures.ts';

const day = 86_400_000;

/**
 * Counts a consultation as its report tells it: texts and people apart, by tier, channel and place (R-52,
 * requirements §5.4). Who has no account is told apart by name and place.
 */
export async function countFigures(
	reader: Reader,
	consultation: Pick<Announced, 'id' | 'reportDueAt' | 'reportedAt'>
): Promise<ReportFigures> {
	const { id, reportDueAt, reportedAt } = consultation;
	const late = (reportedAt ?? reader.now()) - reportDueAt;
	const { places, tiers: byTier } = await countPlaces(reader, id);
	return {
		tiers: byTier,
		places,
		...(await countTexts(reader, id)),
		answers: await countAnswers(reader, id),
		...(await countModeration(reader, id)),
		delayDays: Math.max(0, Math.ceil(late / day))
	};
}

/** Who counts as one person: the account, or the name and place of somebody without one. */
const personOf = ({ t }: Reader) =>
	sql`coalesce(${t.contributions.accountId}, ${t.contributions.authorName} || '@' || ${t.contributions.areaId})`;

const standing = ({ t }: Reader, consultationId: string) =>
	and(
		eq(t.contributions.consultationId, consultationId),
		ne(t.contributions.visibility, 'withdrawn')
	);

/** An organisation is one voice, whoever of its representatives wrote. */
const voiceOf = (reader: Reader) =>
	sql`case when ${reader.t.contributions.tier} = 'organisation' then ${reader.t.contributions.organisationId} else ${personOf(reader)} end`;

const nobody = (): Record<Tier, Count> => ({
	verified: { texts: 0, people: 0 },
	declared: { texts: 0, people: 0 },
	organisation: { texts: 0, people: 0 }
});

async function countPlaces(reader: Reader, consultationId: string) {
	const { db, t } = reader;
	const texts = sql<number>`count(*)`;
	const people = sql<number>`count(distinct ${voiceOf(reader)})`;
	const tier = t.contributions.tier;
	const all = nobody();
	for (const row of await db
		.select({ tier, texts, people })
		.from(t.contributions)
		.where(standing(reader, consultationId))
		.groupBy(tier))
		all[row.tier] = { texts: Number(row.texts), people: Number(row.people) };

	const byPlace = new Map<string, { area: Trilingual; tiers: Record<Tier, Count> }>();
	const rows = await db
		.select({ areaId: t.areas.id, rank: t.areas.rank, tier, texts, people })
		.from(t.contributions)
		.innerJoin(t.areas, eq(t.areas.id, t.contributions.areaId))
		.where(standing(reader, consultationId))
		.groupBy(t.areas.id, t.areas.rank, tier)
		.orderBy(t.areas.rank);
	// Names apart: PostgreSQL does not group by JSON.
	const names = new Map<string, Trilingual>();
	const ids = [...new Set(rows.map(({ areaId }) => areaId))];
	if (ids.length > 0)
		for (const { id, name } of await db
			.select({ id: t.areas.id, name: t.areas.name })
			.from(t.areas)
			.where(inArray(t.areas.id, ids)))
			names.set(id, name);
	for (const { areaId, tier, texts, people } of rows) {
		const place = byPlace.get(areaId) ?? { area: names.get(areaId)!, tiers: nobody() };
		place.tiers[tier] = { texts: Number(texts), people: Number(people) };
		byPlace.set(areaId, place);
	}
	return { tiers: all, places: [...byPlace.values()] };
}

async function countTexts(reader: Reader, consultationId: string) {
	const { db, t } = reader;
	const one = t.contributions;
	const zero = <Name extends string>(names: readonly Name[]) =>
		Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
	const kinds = zero(contributionKinds);
	const byChannel = zero(channels);
	const rows = await db
		.select({
			kind: one.kind,
			channel: one.channel,
			count: sql<number>`count(*)`,
			replies: sql<number>`sum(${one.replies})`,
			supports: sql<number>`sum(${one.supports})`,
			organisationSupports: sql<number>`sum(${one.organisationSupports})`
		})
		.from(one)
		.where(standing(reader, consultationId))
		.groupBy(one.kind, one.channel);
	let [replies, supports, organisationSupports] = [0, 0, 0];
	for (const row of rows) {
		kinds[row.kind] += Number(row.count);
		byChannel[row.channel] += Number(row.count);
		replies += Number(row.replies);
		supports += Number(row.supports);
		organisationSupports += Number(row.organisationSupports);
	}
	const [consultation] = await db
		.select({ closesAt: t.consultations.closesAt })
		.from(t.consultations)
		.where(eq(t.consultations.id, consultationId));
	const late = await db.$count(
		one,
		and(standing(reader, consultationId), sql`${one.at} >= ${consultation!.closesAt}`)
	);
	const withdrawn = await db.$count(
		one,
		and(eq(one.consultationId, consultationId), eq(one.visibility, 'withdrawn'))
	);
	return {
		kinds,
		channels: byChannel,
		withdrawn,
		late,
		replies,
		supports,
		organisationSupports
	};
}

async function countAnswers(reader: Reader, consultationId: string) {
	const { db, t } = reader;
	const answers = Object.fromEntries(answerStatuses.map((status) => [status, 0]));
	const status = t.answeredContributions.status;
	for (const row of await db
		.select({ status, count: sql<number>`count(*)` })
		.from(t.answeredContributions)
		.innerJoin(t.contributions, eq(t.contributions.id, t.answeredContributions.contributionId))
		.where(standing(reader, consultationId))
		.groupBy(status))
		answers[row.status] = Number(row.count);
	return answers as ReportFigures['answers'];
}

async function countModeration({ db, t }: Reader, consultationId: string) {
	const decision = t.moderationDecisions;
	const rows = await db
		.select({ action: decision.action, ground: decision.ground, count: sql<number>`count(*)` })
		.from(decision)
		.where(
			and(
				eq(decision.consultationId, consultationId),
				inArray(decision.action, ['hidden', 'redacted'])
			)
		)
		.groupBy(decision.action, decision.ground)
		.orderBy(decision.ground);
	const moderation: ReportFigures['moderation'] = { hidden: 0, redacted: 0, byGround: [] };
	for (const { action, ground, count } of rows) {
		moderation[action as 'hidden' | 'redacted'] += Number(count);
		const known = moderation.byGround.find((one) => one.ground === ground);
		if (known) known.count += Number(count);
		else moderation.byGround.push({ ground, count: Number(count) });
	}
	const appeals = { upheld: 0, changed: 0, restored: 0, waiting: 0 };
	for (const { outcome, count } of await db
		.select({ outcome: t.appeals.outcome, count: sql<number>`count(*)` })
		.from(t.appeals)
		.innerJoin(decision, eq(decision.id, t.appeals.decisionId))
		.where(eq(decision.consultationId, consultationId))
		.groupBy(t.appeals.outcome))
		appeals[outcome ?? 'waiting'] = Number(count);
	return { moderation, appeals };
}
