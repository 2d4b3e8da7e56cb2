import { sql } from 'drizzle-orm';
import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { centreTables } from '../centres/tables.ts';
import { clashOutcomes, revocationOutcomes } from './model.ts';

export const verificationTables = (
	kit: Kit,
	{ accounts, persons }: ReturnType<typeof accountTables>,
	{ centres }: ReturnType<typeof centreTables>
) => {
	/** One person, one row for each live key: what was typed is not kept (requirements §5.2). */
	const fingerprints = kit.table(
		'fingerprints',
		{
			/** Keyed digest of name, birth date and hromada, or of RNOKPP. */
			digest: kit.id(),
			/** Of the key, which lies outside the database. */
			keyVersion: kit.integer().notNull(),
			personId: kit
				.text()
				.notNull()
				.references(() => persons.id)
		},
		(one) => [
			kit.index('fingerprints_by_person').on(one.personId),
			kit.index('fingerprints_by_key').on(one.keyVersion)
		]
	);
	/** Somebody with the same data came to a second centre: both coordinators are told that it exists. */
	const clashes = kit.table(
		'clashes',
		{
			id: kit.id(),
			/** Verified before. */
			personId: kit
				.text()
				.notNull()
				.references(() => persons.id),
			/** Where it was verified, and where it was tried again. */
			firstCentreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			secondCentreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			/** Whose account asked for it; null for somebody without one, for whom none was made. */
			accountId: kit.text().references(() => accounts.id),
			consultantId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull(),
			outcome: kit.choice(clashOutcomes),
			note: kit.text(),
			settledBy: kit.text().references(() => accounts.id),
			settledAt: kit.instant()
		},
		(clash) => [
			kit.index('clashes_by_person').on(clash.personId),
			kit.index('clashes_by_first_centre').on(clash.firstCentreId, clash.at),
			kit.index('clashes_by_second_centre').on(clash.secondCentreId, clash.at)
		]
	);
	/** A coordinator lets a consultant verify more people on one day. */
	const verificationReleases = kit.table(
		'verification_releases',
		{
			consultantId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			/** By the clock of the centre: `2026-12-14`. */
			day: kit.text().notNull(),
			extra: kit.integer().notNull(),
			reason: kit.text().notNull(),
			releasedBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull()
		},
		(release) => [
			kit.primaryKey({ columns: [release.consultantId, release.centreId, release.day] })
		]
	);
	/** A verification taken back, with reasons, and its appeal, decided in another raion (requirements §4.5). */
	const revocations = kit.table(
		'revocations',
		{
			id: kit.id(),
			personId: kit
				.text()
				.notNull()
				.references(() => persons.id),
			/** Whose it was then; whoever took it back by own wish is also `revokedBy`, and gives no reason. */
			accountId: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			reason: kit.text().notNull(),
			revokedBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			at: kit.instant().notNull(),
			appealUntil: kit.instant().notNull(),
			appealText: kit.text(),
			appealedAt: kit.instant(),
			/** Drawn by lot. */
			appealCentreId: kit.text().references(() => centres.id),
			dueAt: kit.instant(),
			outcome: kit.choice(revocationOutcomes),
			outcomeReason: kit.text(),
			/** Null where silence decided. */
			decidedBy: kit.text().references(() => accounts.id),
			decidedAt: kit.instant()
		},
		(one) => [
			kit.index('revocations_by_account').on(one.accountId),
			kit.index('revocations_by_person').on(one.personId),
			kit.index('revocations_by_centre').on(one.centreId, one.at),
			kit.index('revocations_by_appeal').on(one.appealCentreId, one.outcome, one.dueAt),
			kit
				.index('revocations_waiting')
				.on(one.dueAt)
				.where(sql`${one.outcome} is null`)
		]
	);
	return { fingerprints, clashes, verificationReleases, revocations };
};
