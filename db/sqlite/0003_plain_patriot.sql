CREATE TABLE `answered_contributions` (
	`contribution_id` text PRIMARY KEY NOT NULL,
	`answer_id` text NOT NULL,
	`status` text NOT NULL,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answer_id`) REFERENCES `answers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "answer_status" CHECK("answered_contributions"."status" in ('accepted', 'partly_accepted', 'not_accepted', 'already_covered', 'out_of_scope', 'noted'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `answered_by_answer` ON `answered_contributions` (`answer_id`);--> statement-breakpoint
CREATE TABLE `answers` (
	`id` text PRIMARY KEY NOT NULL,
	`consultation_id` text NOT NULL,
	`reasons` text NOT NULL,
	`paragraph_ids` text NOT NULL,
	`answered_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `answers_by_consultation` ON `answers` (`consultation_id`,`at`);--> statement-breakpoint
CREATE TABLE `appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`decision_id` text NOT NULL,
	`channel` text NOT NULL,
	`lane` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`centre_id` text NOT NULL,
	`outcome` text,
	`ground` text,
	`reason` text,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`decision_id`) REFERENCES `moderation_decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "appeal_channel" CHECK("appeals"."channel" in ('account', 'receipt')),
	CONSTRAINT "appeal_lane" CHECK("appeals"."lane" in ('fast', 'normal'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_decisionId_unique` ON `appeals` (`decision_id`);--> statement-breakpoint
CREATE INDEX `appeals_by_centre` ON `appeals` (`centre_id`,`outcome`,`due_at`);--> statement-breakpoint
CREATE TABLE `assisted_entries` (
	`contribution_id` text PRIMARY KEY NOT NULL,
	`centre_id` text NOT NULL,
	`channel` text NOT NULL,
	`form_serial` text,
	`received_on` text NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	`transcription` text NOT NULL,
	`note` text NOT NULL,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assisted_channel" CHECK("assisted_entries"."channel" in ('centre_assisted', 'paper', 'meeting', 'phone', 'email_post'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `assisted_entries_serial` ON `assisted_entries` (`centre_id`,`form_serial`);--> statement-breakpoint
CREATE TABLE `consultation_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`consultation_id` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`document` text,
	`closed_at` integer,
	`closes_at` integer,
	`by` text NOT NULL,
	`role` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "change_kind" CHECK("consultation_changes"."kind" in ('extended', 'suspended', 'resumed', 'cancelled', 'delay_explained'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `changes_by_consultation` ON `consultation_changes` (`consultation_id`,`at`);--> statement-breakpoint
CREATE TABLE `contribution_versions` (
	`contribution_id` text NOT NULL,
	`version` integer NOT NULL,
	`text` text NOT NULL,
	`public_text` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`contribution_id`, `version`),
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `decisions` (
	`consultation_id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`number` text NOT NULL,
	`decided_on` text NOT NULL,
	`title` text NOT NULL,
	`document` text NOT NULL,
	`changes` text NOT NULL,
	`follow_up` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `disputes` (
	`contribution_id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`supplement` text,
	`supplemented_at` integer,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`consultation_id` text NOT NULL,
	`contribution_id` text,
	`object_id` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notice_kind" CHECK("notices"."kind" in ('statement_of_reasons', 'appeal_decided', 'appeal_received', 'answer_given', 'answer_supplemented', 'replied', 'dates_changed', 'cancelled', 'report_published', 'decision_recorded'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `notices_by_account` ON `notices` (`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `notices_unread` ON `notices` (`account_id`,`read_at`);--> statement-breakpoint
CREATE TABLE `replies` (
	`id` text PRIMARY KEY NOT NULL,
	`contribution_id` text NOT NULL,
	`parent_id` text,
	`depth` integer NOT NULL,
	`account_id` text NOT NULL,
	`organisation_id` text,
	`badge` text,
	`display` text NOT NULL,
	`author_name` text NOT NULL,
	`area_id` text NOT NULL,
	`tier` text NOT NULL,
	`language` text NOT NULL,
	`text` text NOT NULL,
	`public_text` text,
	`visibility` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reply_badge" CHECK("replies"."badge" in ('authority', 'centre')),
	CONSTRAINT "reply_display" CHECK("replies"."display" in ('name', 'initials', 'resident')),
	CONSTRAINT "reply_visibility" CHECK("replies"."visibility" in ('public', 'redacted', 'hidden', 'withdrawn'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `replies_by_contribution` ON `replies` (`contribution_id`,`at`);--> statement-breakpoint
CREATE INDEX `replies_by_account` ON `replies` (`account_id`,`at`);--> statement-breakpoint
CREATE TABLE `report_drafts` (
	`consultation_id` text PRIMARY KEY NOT NULL,
	`prose` text NOT NULL,
	`signed_by` text NOT NULL,
	`version` integer NOT NULL,
	`revised_at` integer NOT NULL,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `reports` (
	`consultation_id` text NOT NULL,
	`version` integer NOT NULL,
	`prose` text NOT NULL,
	`signed_by` text NOT NULL,
	`figures` text NOT NULL,
	`reason` text,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`consultation_id`, `version`),
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `supports` (
	`contribution_id` text NOT NULL,
	`account_id` text NOT NULL,
	PRIMARY KEY(`contribution_id`, `account_id`),
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `supports_by_account` ON `supports` (`account_id`);--> statement-breakpoint
INSERT INTO `notices`("id", "account_id", "kind", "consultation_id", "contribution_id", "object_id", "at") SELECT o."id", o."account_id", 'statement_of_reasons', c."consultation_id", c."id", o."object_id", o."at" FROM `outbox` o JOIN `moderation_decisions` d ON d."id" = o."object_id" JOIN `contributions` c ON c."id" = d."contribution_id";--> statement-breakpoint
DROP TABLE `outbox`;--> statement-breakpoint
CREATE TABLE `__new_contributions` (
	`id` text PRIMARY KEY NOT NULL,
	`consultation_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`paragraph_id` text,
	`account_id` text,
	`organisation_id` text,
	`display` text NOT NULL,
	`author_name` text NOT NULL,
	`area_id` text NOT NULL,
	`tier` text NOT NULL,
	`channel` text NOT NULL,
	`language` text NOT NULL,
	`text` text NOT NULL,
	`public_text` text,
	`visibility` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`corrected_at` integer,
	`supports` integer DEFAULT 0 NOT NULL,
	`replies` integer DEFAULT 0 NOT NULL,
	`answered` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contribution_kind" CHECK("__new_contributions"."kind" in ('opinion', 'proposal', 'remark', 'question')),
	CONSTRAINT "contribution_display" CHECK("__new_contributions"."display" in ('name', 'initials', 'resident')),
	CONSTRAINT "contribution_tier" CHECK("__new_contributions"."tier" in ('verified', 'declared', 'organisation')),
	CONSTRAINT "contribution_channel" CHECK("__new_contributions"."channel" in ('online', 'centre_assisted', 'paper', 'meeting', 'phone', 'email_post')),
	CONSTRAINT "contribution_visibility" CHECK("__new_contributions"."visibility" in ('public', 'redacted', 'hidden', 'withdrawn'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_contributions`("id", "consultation_id", "seq", "kind", "paragraph_id", "account_id", "organisation_id", "display", "author_name", "area_id", "tier", "channel", "language", "text", "public_text", "visibility", "version", "at") SELECT "id", "consultation_id", "seq", "kind", "paragraph_id", "account_id", "organisation_id", "display", "author_name", "area_id", "tier", "channel", "language", "text", "public_text", "visibility", "version", "at" FROM `contributions`;--> statement-breakpoint
DROP TABLE `contributions`;--> statement-breakpoint
ALTER TABLE `__new_contributions` RENAME TO `contributions`;--> statement-breakpoint
CREATE UNIQUE INDEX `contributions_seq` ON `contributions` (`consultation_id`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_kind` ON `contributions` (`consultation_id`,`kind`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_paragraph` ON `contributions` (`consultation_id`,`paragraph_id`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_answer` ON `contributions` (`consultation_id`,`answered`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_kind_and_answer` ON `contributions` (`consultation_id`,`kind`,`answered`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_support` ON `contributions` (`consultation_id`,`supports`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_channel` ON `contributions` (`consultation_id`,`channel`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_organisation` ON `contributions` (`consultation_id`,`tier`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_account` ON `contributions` (`account_id`,`at`);--> statement-breakpoint
DROP INDEX `flags_once`;--> statement-breakpoint
ALTER TABLE `flags` ADD `reply_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `flags_once` ON `flags` (`contribution_id`,`reply_id`,`account_id`);--> statement-breakpoint
DROP INDEX `decisions_once_per_version`;--> statement-breakpoint
ALTER TABLE `moderation_decisions` ADD `reply_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_once_per_version` ON `moderation_decisions` (`contribution_id`,`reply_id`,`contribution_version`);--> statement-breakpoint
CREATE TABLE `__new_queue_items` (
	`contribution_id` text NOT NULL,
	`reply_id` text DEFAULT '' NOT NULL,
	`centre_id` text NOT NULL,
	`ground` text,
	`flags` integer NOT NULL,
	`since` integer NOT NULL,
	`due_at` integer NOT NULL,
	`claimed_by` text,
	`claimed_until` integer,
	PRIMARY KEY(`contribution_id`, `reply_id`),
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claimed_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_queue_items`("contribution_id", "centre_id", "ground", "flags", "since", "due_at", "claimed_by", "claimed_until") SELECT "contribution_id", "centre_id", "ground", "flags", "since", "due_at", "claimed_by", "claimed_until" FROM `queue_items`;--> statement-breakpoint
DROP TABLE `queue_items`;--> statement-breakpoint
ALTER TABLE `__new_queue_items` RENAME TO `queue_items`;--> statement-breakpoint
CREATE INDEX `queue_by_due` ON `queue_items` (`centre_id`,`due_at`);--> statement-breakpoint
ALTER TABLE `consultations` ADD `suspended_at` integer;--> statement-breakpoint
ALTER TABLE `consultations` ADD `cancelled_at` integer;--> statement-breakpoint
ALTER TABLE `consultations` ADD `reported_at` integer;--> statement-breakpoint
ALTER TABLE `consultations` ADD `decided_at` integer;--> statement-breakpoint
ALTER TABLE `consultations` ADD `pending` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `consultations` SET "pending" = "proposals";
