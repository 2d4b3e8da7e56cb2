import { sql } from 'drizzle-orm';
import type { Kit } from '#storage/kit.ts';
import type { areaTables } from '../areas/tables.ts';
import type { authorityTables } from '../authorities/tables.ts';
import type { centreTables } from '../centres/tables.ts';
import type { Trilingual } from '../kernel/text.ts';
import type { Content, Draft } from './content.ts';
import { changeKinds, changeRoles, statuses, topics, type RuleProfile } from './model.ts';

export const consultationTables = (
	kit: Kit,
	{ areas }: ReturnType<typeof areaTables>,
	{ authorities }: ReturnType<typeof authorityTables>,
	{ centres }: ReturnType<typeof centreTables>
) => {
	const ruleProfiles = kit.table(
		'rule_profiles',
		{
			id: kit.text().notNull(),
			version: kit.integer().notNull(),
			profile: kit.json<RuleProfile>().notNull()
		},
		(profile) => [kit.primaryKey({ columns: [profile.id, profile.version] })]
	);
	const consultations = kit.table(
		'consultations',
		{
			id: kit.id(),
			authorityId: kit
				.text()
				.notNull()
				.references(() => authorities.id),
			status: kit.choice(statuses).notNull(),
			/** What the official has written so far; null once announced. */
			draft: kit.json<Draft>(),
			version: kit.integer().notNull(),
			revisedAt: kit.instant().notNull(),

			/** From here on: given at announcement, with it frozen. */
			number: kit.text().unique(),
			year: kit.integer(),
			sequence: kit.integer(),
			title: kit.json<Partial<Trilingual>>(),
			/** Null where the official chose none, as all before there were topics. */
			topic: kit.choice(topics),
			content: kit.json<Content>(),
			profile: kit.json<RuleProfile>(),
			profileHash: kit.text(),
			hostCentreId: kit.text().references(() => centres.id),
			announcedAt: kit.instant(),
			opensAt: kit.instant(),
			closesAt: kit.instant(),
			reportDueAt: kit.instant(),
			/** Set while it is suspended: the clock stands still. */
			suspendedAt: kit.instant(),
			cancelledAt: kit.instant(),
			reportedAt: kit.instant(),
			decidedAt: kit.instant(),

			/** Kept in the transaction of each contribution, so that no page counts rows. */
			lastSeq: kit.integer().notNull(),
			opinions: kit.integer().notNull(),
			proposals: kit.integer().notNull(),
			remarks: kit.integer().notNull(),
			questions: kit.integer().notNull(),
			/** Proposals that wait for an answer: a report with one of them is refused. */
			pending: kit.integer().notNull().default(0)
		},
		(consultation) => [
			kit
				.unique('consultations_sequence')
				.on(consultation.authorityId, consultation.year, consultation.sequence),
			kit.index('consultations_by_closing').on(consultation.closesAt, consultation.id),
			// What follows the order is there to be filtered by without a look at the row, which is a long one.
			kit
				.index('consultations_by_phase')
				.on(
					consultation.status,
					consultation.closesAt,
					consultation.id,
					consultation.opensAt,
					consultation.reportedAt,
					consultation.decidedAt
				),
			kit
				.index('consultations_unreported')
				.on(
					consultation.status,
					consultation.reportedAt,
					consultation.closesAt,
					consultation.id,
					consultation.reportDueAt
				),
			// What is late, the latest first.
			kit
				.index('consultations_late')
				.on(
					consultation.status,
					consultation.reportedAt,
					consultation.reportDueAt,
					consultation.id
				),
			kit.index('consultations_by_authority').on(consultation.authorityId, consultation.revisedAt),
			kit
				.index('consultations_of_authority')
				.on(consultation.authorityId, consultation.closesAt, consultation.id),
			kit
				.index('consultations_by_topic')
				.on(consultation.topic, consultation.closesAt, consultation.id),
			kit
				.index('consultations_by_revision')
				.on(consultation.revisedAt)
				.where(sql`${consultation.number} is not null`),
			kit.oneOf('consultation_status', consultation.status, statuses)
		]
	);
	/** The areas it concerns and all that contain them, so that a filter by raion is one look-up. */
	const consultationAreas = kit.table(
		'consultation_areas',
		{
			areaId: kit
				.text()
				.notNull()
				.references(() => areas.id),
			consultationId: kit
				.text()
				.notNull()
				.references(() => consultations.id),
			/** That of the consultation, so that an area has its own in their order. */
			closesAt: kit.instant().notNull().default(0)
		},
		(row) => [
			kit.primaryKey({ columns: [row.areaId, row.consultationId] }),
			kit.index('consultation_areas_by_closing').on(row.areaId, row.closesAt, row.consultationId),
			kit.index('consultation_areas_by_consultation').on(row.consultationId)
		]
	);
	const paragraphs = kit.table(
		'paragraphs',
		{
			consultationId: kit
				.text()
				.notNull()
				.references(() => consultations.id),
			/** Survives new versions of the document. */
			id: kit.text().notNull(),
			number: kit.integer().notNull(),
			heading: kit.text(),
			text: kit.text().notNull(),
			remarks: kit.integer().notNull()
		},
		(paragraph) => [
			kit.primaryKey({ columns: [paragraph.consultationId, paragraph.id] }),
			kit.index('paragraphs_in_order').on(paragraph.consultationId, paragraph.number)
		]
	);
	/** Every change of the dates, with its reason: the old ones stay readable (R-24, T9…T12). */
	const changes = kit.table(
		'consultation_changes',
		{
			id: kit.id(),
			consultationId: kit
				.text()
				.notNull()
				.references(() => consultations.id),
			kind: kit.choice(changeKinds).notNull(),
			reason: kit.text().notNull(),
			/** Address of the document behind it. */
			document: kit.text(),
			/** Closing before and after, where it moved. */
			closedAt: kit.instant(),
			closesAt: kit.instant(),
			by: kit.text().notNull(),
			role: kit.choice(changeRoles).notNull(),
			at: kit.instant().notNull()
		},
		(change) => [
			kit.index('changes_by_consultation').on(change.consultationId, change.at),
			kit.index('changes_by_time').on(change.at),
			kit.oneOf('change_kind', change.kind, changeKinds)
		]
	);
	return { ruleProfiles, consultations, consultationAreas, paragraphs, changes };
};
