CREATE TABLE `__new_audit_entries` (
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`kind` text,
	`object_id` text,
	`object_version` integer,
	`body_mac` text,
	`result` text,
	PRIMARY KEY(`actor`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_audit_entries`("actor", "key", "at", "action", "kind", "object_id", "object_version") SELECT "actor", "id", "at", "action", "kind", "object_id", "object_version" FROM `audit_entries`;--> statement-breakpoint
INSERT INTO `__new_audit_entries`("actor", "key", "at", "action", "body_mac", "result") SELECT "actor", "key", "at_hour" * 3600000, "action", "body_mac", "result" FROM `idempotency`;--> statement-breakpoint
DROP TABLE `audit_entries`;--> statement-breakpoint
DROP TABLE `idempotency`;--> statement-breakpoint
ALTER TABLE `__new_audit_entries` RENAME TO `audit_entries`;
