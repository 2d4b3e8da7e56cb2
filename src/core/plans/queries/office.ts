import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { authorityBySlug, type Authority } from '../../authorities/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { may } from '../../permissions/policy.ts';
import { plannedRow } from '../commands/planned.ts';
import { quartersAhead, type Quarter } from '../model.ts';
import { planOf, type YearPlan } from './plan.ts';
import { plannedIn, type Planned } from './planned.ts';

/** The plan of one's own authority, with what is in preparation; refuses `not_found`, `not_allowed`. */
export function officePlan(
	store: Store,
	actor: Actor,
	{ authority: slug, year }: { authority: string; year?: number | undefined }
): Promise<YearPlan> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const authority = await authorityBySlug(reader, slug);
		if (!may('plan.write', account, { authorityId: authority.id }))
			throw new Refusal('not_allowed');
		return planOf(reader, authority, { year, toAll: false });
	});
}

/** What the form about something planned offers. */
export interface PlanChoices {
	authority: Authority;
	quarters: Quarter[];
	/** The whole of what the authority acts for, first. */
	areas: Area[];
}

/** For something new; refuses `not_found`, `not_allowed`. */
export function planChoices(
	store: Store,
	actor: Actor,
	{ authority: slug }: { authority: string }
): Promise<PlanChoices> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const authority = await authorityBySlug(reader, slug);
		if (!may('plan.write', account, { authorityId: authority.id }))
			throw new Refusal('not_allowed');
		return choicesFor(reader, authority);
	});
}

interface PlannedPage extends PlanChoices {
	planned: Planned;
	/** Drafts of the authority that nothing planned has become yet. */
	drafts: { id: string; title: string }[];
}

/** One line of the plan; refuses `not_found`, `not_allowed`. */
export function plannedPage(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<PlannedPage> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { row, authority } = await plannedRow(reader, account, id);
		const all = await plannedIn(reader, { authority, from: row.year, to: row.year });
		return {
			...(await choicesFor(reader, authority)),
			planned: all.find((one) => one.id === id)!,
			drafts: await freeDrafts(reader, authority)
		};
	});
}

async function choicesFor(reader: Reader, authority: Authority): Promise<PlanChoices> {
	const { db, t, now } = reader;
	const within = await db
		.select({ id: t.areas.id })
		.from(t.areas)
		.where(eq(t.areas.parentId, authority.areaId))
		.orderBy(asc(t.areas.rank));
	return {
		authority,
		quarters: quartersAhead(now(), authority.timeZone),
		areas: await areasByIds(reader, [authority.areaId, ...within.map(({ id }) => id)])
	};
}

async function freeDrafts({ db, t }: Reader, { id: authorityId, language }: Authority) {
	const { consultations: one, plannedConsultations: planned } = t;
	const rows = await db
		.select({ id: one.id, draft: one.draft })
		.from(one)
		.leftJoin(planned, eq(planned.consultationId, one.id))
		.where(and(eq(one.authorityId, authorityId), isNotNull(one.draft), isNull(planned.id)))
		.orderBy(desc(one.revisedAt));
	return rows.map(({ id, draft }) => ({ id, title: draft?.title[language] ?? '' }));
}
