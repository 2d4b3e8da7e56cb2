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
	auditEntries: kit.table('audit_entries', {
		id: kit.id(),
		at: kit.instant().notNull(),
		actor: kit.text().notNull(),
		action: kit.text().notNull(),
		kind: kit.text().notNull(),
		objectId: kit.text().notNull(),
		objectVersion: kit.integer().notNull()
	}),
	/** Answers given, so that a retry gets the same one; pruned only with the archive (RELIABILITY P8). */
	idempotency: kit.table(
		'idempotency',
		{
			actor: kit.text().notNull(),
			key: kit.text().notNull(),
			action: kit.text().notNull(),
			bodyMac: kit.text().notNull(),
			result: kit.json<unknown>().notNull(),
			atHour: kit.integer().notNull()
		},
		(record) => [kit.primaryKey({ columns: [record.actor, record.key] })]
	),
	/** What somebody is to be told; written with the act itself, sent afterwards. */
	outbox: kit.table('outbox', {
		id: kit.id(),
		accountId: kit.text().notNull(),
		notice: kit.choice(['statement_of_reasons']).notNull(),
		objectId: kit.text().notNull(),
		at: kit.instant().notNull()
	})
});
