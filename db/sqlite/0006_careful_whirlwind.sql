CREATE TABLE `follows` (
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`target_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`account_id`, `kind`, `target_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "follow_kind" CHECK("follows"."kind" in ('consultation', 'authority', 'area'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `follows_by_target` ON `follows` (`kind`,`target_id`,`account_id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`consultation_id` text,
	`contribution_id` text,
	`object_id` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notice_kind" CHECK("__new_notices"."kind" in ('statement_of_reasons', 'appeal_decided', 'appeal_received', 'answer_given', 'answer_supplemented', 'replied', 'announced', 'closes_soon', 'dates_changed', 'cancelled', 'report_published', 'decision_recorded', 'verified', 'verification_revoked', 'verification_expires', 'revocation_decided', 'verification_clash', 'ballot_joined', 'role_granted', 'role_ended', 'organisation_decided', 'representative_changed'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_notices`("id", "account_id", "kind", "consultation_id", "contribution_id", "object_id", "at", "read_at") SELECT "id", "account_id", "kind", "consultation_id", "contribution_id", "object_id", "at", "read_at" FROM `notices`;--> statement-breakpoint
DROP TABLE `notices`;--> statement-breakpoint
ALTER TABLE `__new_notices` RENAME TO `notices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `notices_by_account` ON `notices` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `notices_unread` ON `notices` (`account_id`,`read_at`);--> statement-breakpoint
CREATE INDEX `notices_read` ON `notices` (`read_at`) WHERE "notices"."read_at" is not null;