import type { Kit } from '#storage/kit.ts';

export const registerTables = (kit: Kit) => ({
	/** `log_epoch`: 128 random bits, new with each database. */
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
			result: kit.json<unknown>()
		},
		(entry) => [kit.primaryKey({ columns: [entry.actor, entry.key] })]
	)
});
