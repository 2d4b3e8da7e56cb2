import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { areasByIds, type Area } from '../../areas/queries.ts';
import { authorityById, type Authority } from '../../authorities/queries.ts';
import { centresServing, type Centre } from '../../centres/queries.ts';
import { scopesOf, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal, type FieldError } from '../../kernel/errors.ts';
import { dayOf } from '../../kernel/time.ts';
import { draftErrors, suits, type DraftRules } from '../completeness.ts';
import type { Draft } from '../content.ts';
import { phaseOf, type Paragraph, type Phase, type RuleProfile } from '../model.ts';
import { paragraphsFromText } from '../paragraphs.ts';
import { mayDraft } from '../policy.ts';
import { earliestDates } from '../terms.ts';
import { profiles } from './profiles.ts';

export interface OfficeItem {
	id: string;
	/** Null for a draft. */
	number: string | null;
	title: string;
	phase: Phase;
	revisedAt: number;
	opensAt: number | null;
	closesAt: number | null;
	reportDueAt: number | null;
	/** Proposals: how many there are, and how many wait for an answer. */
	proposals: number;
	pending: number;
	/** Disputed answers that the authority has not supplemented (T19). */
	disputes: number;
	timeZone: Authority['timeZone'];
	authority: Authority['name'];
}

/** Drafts and consultations of the authorities in which the actor is an official, last changed first. */
export function officeList(store: Store, actor: Actor): Promise<OfficeItem[]> {
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const rows = await db
			.select({ consultation: t.consultations, authority: t.authorities })
			.from(t.consultations)
			.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
			.where(inArray(t.consultations.authorityId, scopesOf(actor, 'official')))
			.orderBy(desc(t.consultations.revisedAt))
			.limit(100);
		const disputes = await openDisputes(
			reader,
			rows.map(({ consultation }) => consultation.id)
		);
		return rows.map(({ consultation, authority }) => ({
			id: consultation.id,
			number: consultation.number,
			title: (consultation.title ?? consultation.draft?.title)?.[authority.language] ?? '',
			phase: phaseOf(consultation, now()),
			revisedAt: consultation.revisedAt,
			opensAt: consultation.opensAt,
			closesAt: consultation.closesAt,
			reportDueAt: consultation.reportDueAt,
			proposals: consultation.proposals,
			pending: consultation.pending,
			disputes: disputes.get(consultation.id) ?? 0,
			timeZone: authority.timeZone,
			authority: authority.name
		}));
	});
}

/** How many disputed answers of each consultation wait for a supplement. */
async function openDisputes(
	{ db, t }: Reader,
	consultationIds: readonly string[]
): Promise<Map<string, number>> {
	const { consultationId } = t.disputes;
	const rows = await db
		.select({ consultationId, count: sql<number>`count(*)` })
		.from(t.disputes)
		.where(and(inArray(consultationId, [...consultationIds]), isNull(t.disputes.supplement)))
		.groupBy(consultationId);
	return new Map(rows.map(({ consultationId: id, count }) => [id, Number(count)]));
}

/** The authorities for which the actor may draft. */
export function officeAuthorities(store: Store, actor: Actor): Promise<Authority[]> {
	return store.read(async ({ db, t }) =>
		db
			.select()
			.from(t.authorities)
			.where(inArray(t.authorities.id, scopesOf(actor, 'official')))
	);
}

export interface DraftPage {
	id: string;
	version: number;
	draft: Draft;
	/** What its text becomes. */
	paragraphs: Paragraph[];
	authority: Authority;
	/** What stands between it and its announcement now. */
	errors: FieldError[];
	/** What may be chosen. */
	profiles: RuleProfile[];
	centres: Centre[];
	areas: Area[];
	/** By the chosen profile, announced now; null while none is chosen. */
	earliest: ReturnType<typeof earliestDates> | null;
}

/** A draft with all that its pages show; refuses `not_found`, `not_allowed`, `already_announced`. */
export function draftPage(
	store: Store,
	actor: Actor,
	{ id, holidaysAreWorkingDays }: { id: string; holidaysAreWorkingDays: boolean }
): Promise<DraftPage> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { row, draft, authority } = await readableDraft(reader, account, id);
		const found = await rulesFor(reader, authority, draft, holidaysAreWorkingDays);
		const { rules, choices } = found;
		return {
			id,
			version: row.version,
			draft,
			paragraphs: paragraphsFromText(draft.documentText),
			authority,
			errors: draftErrors(draft, rules, reader.now()),
			...choices,
			earliest: rules.profile
				? earliestDates(reader.now(), { ...rules, ...authority, profile: rules.profile })
				: null
		};
	});
}

async function readableDraft(reader: Reader, account: AccountActor, id: string) {
	const { db, t } = reader;
	const [row] = await db.select().from(t.consultations).where(eq(t.consultations.id, id));
	if (!row) throw new Refusal('not_found');
	if (!mayDraft(account, row)) throw new Refusal('not_allowed');
	if (!row.draft) throw new Refusal('already_announced');
	return { row, draft: row.draft, authority: await authorityById(reader, row.authorityId) };
}

/** What may be chosen in a draft, and the rules that follow from what is chosen. */
export async function rulesFor(
	reader: Reader,
	authority: Authority,
	draft: Draft,
	holidaysAreWorkingDays: boolean
) {
	const today = dayOf(reader.now(), authority.timeZone);
	const usable = (await profiles(reader)).filter(
		(profile) =>
			suits(profile, authority.country) &&
			profile.activeFrom !== null &&
			profile.activeFrom <= today
	);
	const { db, t } = reader;
	const within = await db
		.select({ id: t.areas.id })
		.from(t.areas)
		.where(eq(t.areas.parentId, authority.areaId))
		.orderBy(asc(t.areas.rank));
	const areas = await areasByIds(reader, [authority.areaId, ...within.map(({ id }) => id)]);
	const centres = await centresServing(reader, [authority.areaId, ...within.map(({ id }) => id)]);
	const rules: DraftRules = {
		authority,
		profile: usable.find(({ id }) => id === draft.ruleProfileId),
		knownAreas: areas.map(({ id }) => id),
		knownCentres: centres.map(({ id }) => id),
		holidaysAreWorkingDays
	};
	return { rules, choices: { profiles: usable, centres, areas } };
}
