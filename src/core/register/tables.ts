import { sql } from 'drizzle-orm';
import type { Kit } from '#storage/kit.ts';

export const registerTables = (kit: Kit) => ({
	/** `log_epoch`: 128 random bits, new with each database and whenever an older one is put in place. */
	meta: kit.table('meta', { key: kit.id(), value: kit.text().notNull() }),
	topics: kit.table('topics', {
		name: kit.id(),
		head: kit.integer().notNull(),
		/** The first offset still kept. */
		min: kit.integer().notNull()
	}),
	liveEvents: kit.table(
		'live_events',
		{
			topic: kit.text().notNull(),
			offset: kit.integer().notNull(),
			/** To the hour for ballots. */
			atMs: kit.instant().notNull(),
			type: kit.text().notNull(),
			kind: kit.text().notNull(),
			objectId: kit.text().notNull(),
			objectVersion: kit.integer().notNull()
		},
		(event) => [kit.primaryKey({ columns: [event.topic, event.offset] })]
	),
	/**
	 * Who did what, with the answer that was given, so that a retry gets the same one. By actor and key, never
	 * in the order in which it came: that would join ballots to people. Answers are kept at least until the
	 * archive (RELIABILITY P8).
	 */
	auditEntries: kit.table(
		'audit_entries',
		{
			actor: kit.text().notNull(),
			/** The client's, or one of ours where there was none or one act has several entries. */
			key: kit.text().notNull(),
			/** To the hour for ballots. */
			at: kit.instant().notNull(),
			action: kit.text().notNull(),
			kind: kit.text(),
			objectId: kit.text(),
			objectVersion: kit.integer(),
			bodyMac: kit.text(),
			result: kit.json<unknown>(),
			/** As what a member of staff did it, and where; null for everybody else. */
			role: kit.text(),
			scopeId: kit.text(),
			/** The account that it concerns. */
			aboutId: kit.text(),
			/** In the words of whoever did it, where the act asks for them. */
			reason: kit.text(),
			/** Counts and names of settings, never personal data. */
			details: kit.json<Record<string, string | number>>()
		},
		(entry) => [
			kit.primaryKey({ columns: [entry.actor, entry.key] }),
			// Of privileged acts only: one over ballots would put them in order.
			kit
				.index('audit_by_role')
				.on(entry.at, entry.actor, entry.key)
				.where(sql`${entry.role} is not null`),
			kit
				.index('audit_by_about')
				.on(entry.aboutId, entry.at)
				.where(sql`${entry.aboutId} is not null`)
		]
	)
});
