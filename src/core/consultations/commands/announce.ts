import { createHash } from 'node:crypto';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { refuseConflictingHost } from '../../administration/queries/role-conflicts.ts';
import { authorityById, type Authority } from '../../authorities/queries.ts';
import { followersOf } from '../../follows/queries/told.ts';
import { roleIn, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import { notify } from '../../notifications/commands.ts';
import { once } from '../../register/commands.ts';
import { keepConsultation } from '../../search/commands/keep.ts';
import { draftErrors } from '../completeness.ts';
import { pollOptions, type Content, type Draft } from '../content.ts';
import { paragraphsFromText } from '../paragraphs.ts';
import { rulesFor } from '../queries/drafts.ts';
import { scheduleOf, type Schedule } from '../terms.ts';
import { draftRow } from './draft.ts';

export interface Announce {
	id: string;
	version?: number | undefined;
	holidaysAreWorkingDays: boolean;
	key?: string | undefined;
}

/**
 * Makes a draft public (T5): the profile is frozen, a number given, paragraphs and polls stand. Refuses
 * `incomplete_draft` with every field error, `version_conflict`, `already_announced`, `not_found`,
 * `not_allowed`, `conflict_of_roles` where an official of the authority works in the centre that would host.
 */
export async function announceConsultation(
	store: Store,
	actor: Actor,
	{ key, ...input }: Announce
): Promise<{ number: string }> {
	const account = signedIn(actor);
	const { id, holidaysAreWorkingDays } = input;
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'consultation.announce', body: input }, async () => {
			const row = await draftRow(writer, account, input);
			const authority = await authorityById(writer, row.authorityId);
			const { rules } = await rulesFor(writer, authority, row.draft, holidaysAreWorkingDays);
			const errors = draftErrors(row.draft, rules, writer.now());
			if (errors.length > 0 || !rules.profile) throw new Refusal('incomplete_draft', { errors });

			await refuseConflictingHost(writer, authority.id, row.draft.hostCentreId);
			const schedule = scheduleOf({ ...row.draft, ...rules, ...authority, profile: rules.profile });
			const named = await nextNumber(writer, authority);
			const { draft } = row;
			await publish(writer, { id, draft, schedule, named, authority, profile: rules.profile });
			const subject = { id, authorityId: authority.id, content: { areaIds: draft.areaIds } };
			await notify(writer, await followersOf(writer, subject), {
				kind: 'announced',
				consultationId: id,
				objectId: id
			});
			writer.emit({
				type: 'consultation.announced',
				topic: topicOfConsultation(named.number),
				kind: 'consultation',
				id,
				version: row.version + 1,
				as: roleIn(account, authority.id)
			});
			return { number: named.number };
		})
	);
}

type Numbered = Awaited<ReturnType<typeof nextNumber>>;

/** `UA-ZHD-2026-003`: country, authority, year, and which one of that year. */
async function nextNumber({ db, t, now }: Writer, authority: Authority) {
	const year = Number(dayOf(now(), authority.timeZone).slice(0, 4));
	const [last] = await db
		.select({ sequence: t.consultations.sequence })
		.from(t.consultations)
		.where(and(eq(t.consultations.authorityId, authority.id), eq(t.consultations.year, year)))
		.orderBy(desc(t.consultations.sequence))
		.limit(1);
	const sequence = (last?.sequence ?? 0) + 1;
	const number = `${authority.country}-${authority.code}-${year}-${String(sequence).padStart(3, '0')}`;
	return { year, sequence, number };
}

interface Publication {
	id: string;
	draft: Draft;
	schedule: Schedule;
	named: Numbered;
	authority: Authority;
	profile: NonNullable<Awaited<ReturnType<typeof rulesFor>>['rules']['profile']>;
}

async function publish(writer: Writer, publication: Publication): Promise<void> {
	const { db, t, now } = writer;
	const { id, draft, schedule, named, authority, profile } = publication;
	await db
		.update(t.consultations)
		.set({
			...named,
			status: 'published',
			draft: null,
			title: draft.title,
			topic: draft.topic || null,
			content: contentOf(draft, schedule),
			profile,
			profileHash: createHash('sha256').update(JSON.stringify(profile)).digest('base64url'),
			hostCentreId: draft.hostCentreId,
			version: sql`${t.consultations.version} + 1`,
			revisedAt: now(),
			announcedAt: now(),
			opensAt: schedule.opensAt,
			closesAt: schedule.closesAt,
			reportDueAt: schedule.reportDueAt
		})
		.where(eq(t.consultations.id, id));
	const paragraphs = paragraphsFromText(draft.documentText);
	await db
		.insert(t.paragraphs)
		.values(paragraphs.map((paragraph) => ({ ...paragraph, consultationId: id, remarks: 0 })));
	await addPolls(writer, id, draft);
	await addAreas(writer, id, { areaIds: draft.areaIds, closesAt: schedule.closesAt });
	const { title, summary, areaIds } = draft;
	const { number } = named;
	const words = { id, number, title, summary, areaIds, authority: authority.name };
	await keepConsultation(writer, words, paragraphs);
}

async function addPolls(writer: Writer, consultationId: string, { polls, areaIds }: Draft) {
	const { db, t, keys, now } = writer;
	for (const [position, { kind, question, options }] of polls.entries()) {
		const id = newId(now());
		// The key is on disk before the poll exists; without the commit it opens nothing.
		keys.createPollKey(id);
		await db.insert(t.polls).values({
			id,
			consultationId,
			position,
			kind,
			question,
			options: pollOptions(options),
			areaIds,
			verified: 0,
			declared: 0
		});
	}
}

async function addAreas(
	{ db, t }: Writer,
	consultationId: string,
	{ areaIds, closesAt }: { areaIds: readonly string[]; closesAt: number }
) {
	const rows = await db
		.select({ path: t.areas.path })
		.from(t.areas)
		.where(inArray(t.areas.id, [...areaIds]));
	const all = [...new Set(rows.flatMap(({ path }) => path))];
	await db
		.insert(t.consultationAreas)
		.values(all.map((areaId) => ({ areaId, consultationId, closesAt })));
}

function contentOf(draft: Draft, schedule: Schedule): Content {
	const { resolution } = draft;
	return {
		summary: draft.summary,
		canChange: draft.canChange,
		cannotChange: draft.cannotChange,
		why: draft.why,
		affectedGroups: draft.affectedGroups,
		options: draft.options,
		documentTitle: draft.documentTitle,
		shortTermReason: draft.shortTermReason,
		areaIds: draft.areaIds,
		opensOn: schedule.opensOn,
		closesOn: schedule.closesOn,
		responsible: draft.responsible,
		decidingBody: draft.decidingBody,
		offlineChannels: draft.offlineChannels,
		resolution: resolution.number === '' ? null : resolution,
		lateIntakeUntil: schedule.lateIntakeUntil
	};
}
