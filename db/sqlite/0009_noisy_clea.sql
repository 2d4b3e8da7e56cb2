CREATE TABLE `accessibility_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`year` integer NOT NULL,
	`sequence` integer NOT NULL,
	`account_id` text,
	`way` text NOT NULL,
	`sealed` text,
	`language` text NOT NULL,
	`page` text NOT NULL,
	`what` text NOT NULL,
	`wish` text NOT NULL,
	`received_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`delayed_to` integer,
	`delayed_at` integer,
	`delay_reason` text,
	`outcome` text,
	`answer` text,
	`answered_at` integer,
	`erased_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "accessibility_way" CHECK("accessibility_requests"."way" in ('code', 'email')),
	CONSTRAINT "accessibility_outcome" CHECK("accessibility_requests"."outcome" in ('mended', 'other_way', 'refused'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `accessibility_requests_number_unique` ON `accessibility_requests` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `accessibility_requests_sequence` ON `accessibility_requests` (`year`,`sequence`);--> statement-breakpoint
CREATE INDEX `accessibility_requests_by_answer` ON `accessibility_requests` (`answered_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `accessibility_requests_by_account` ON `accessibility_requests` (`account_id`,`received_at`);--> statement-breakpoint
CREATE TABLE `moderation_times` (
	`month` text NOT NULL,
	`centre_id` text NOT NULL,
	`kind` text NOT NULL,
	`hours` integer NOT NULL,
	`count` integer NOT NULL,
	`late` integer NOT NULL,
	PRIMARY KEY(`month`, `centre_id`, `kind`, `hours`),
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `plan_changes` (
	`planned_id` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`year` integer NOT NULL,
	`quarter` integer NOT NULL,
	`title` text NOT NULL,
	`why` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`planned_id`, `version`),
	FOREIGN KEY (`planned_id`) REFERENCES `planned_consultations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "plan_change_kind" CHECK("plan_changes"."kind" in ('reworded', 'postponed', 'dropped'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `planned_consultations` (
	`id` text PRIMARY KEY NOT NULL,
	`authority_id` text NOT NULL,
	`year` integer NOT NULL,
	`quarter` integer NOT NULL,
	`title` text NOT NULL,
	`topic` text,
	`area_ids` text NOT NULL,
	`why` text NOT NULL,
	`published_at` integer,
	`added_later` integer NOT NULL,
	`dropped_at` integer,
	`consultation_id` text,
	`version` integer NOT NULL,
	FOREIGN KEY (`authority_id`) REFERENCES `authorities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `planned_consultations_consultationId_unique` ON `planned_consultations` (`consultation_id`);--> statement-breakpoint
CREATE INDEX `planned_by_authority` ON `planned_consultations` (`authority_id`,`year`,`quarter`,`id`);--> statement-breakpoint
CREATE INDEX `planned_by_time` ON `planned_consultations` (`year`,`quarter`,`id`);--> statement-breakpoint
CREATE TABLE `year_plans` (
	`authority_id` text NOT NULL,
	`year` integer NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`authority_id`, `year`),
	FOREIGN KEY (`authority_id`) REFERENCES `authorities`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`account_id` text,
	`sealed` text,
	`at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`tries` integer NOT NULL,
	`problem` text,
	`sent_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "letter_kind" CHECK("__new_letters"."kind" in ('sign_up', 'already_registered', 'recovery', 'email_old', 'email_new', 'email_changed', 'password_changed', 'second_factor_changed', 'invitation', 'role_ended', 'suspended', 'card_issued', 'verified', 'verification_revoked', 'verification_expires', 'verification_clash', 'organisation_decided', 'accessibility_delayed', 'accessibility_answered', 'erased'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_letters`("id", "kind", "account_id", "sealed", "at", "due_at", "tries", "problem", "sent_at") SELECT "id", "kind", "account_id", "sealed", "at", "due_at", "tries", "problem", "sent_at" FROM `letters`;--> statement-breakpoint
DROP TABLE `letters`;--> statement-breakpoint
ALTER TABLE `__new_letters` RENAME TO `letters`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `letters_due` ON `letters` (`sent_at`,`due_at`,`id`);--> statement-breakpoint
CREATE INDEX `letters_by_account` ON `letters` (`account_id`);--> statement-breakpoint
CREATE INDEX `letters_by_time` ON `letters` (`at`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `answered_contributions` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `authorities` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `centres` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `disputes_by_consultation` ON `disputes` (`consultation_id`);