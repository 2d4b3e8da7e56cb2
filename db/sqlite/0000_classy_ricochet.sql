CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`login` text NOT NULL,
	`password_hash` text,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`area_id` text NOT NULL,
	`person_id` text,
	`registered_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_login_unique` ON `accounts` (`login`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_personId_unique` ON `accounts` (`person_id`);--> statement-breakpoint
CREATE TABLE `areas` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`path` text NOT NULL,
	`kind` text NOT NULL,
	`category` text,
	`slug` text,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`rank` integer NOT NULL,
	`lat` real,
	`lon` real,
	`population` integer,
	CONSTRAINT "area_kind" CHECK("areas"."kind" in ('oblast', 'raion', 'hromada', 'settlement', 'wojewodztwo', 'powiat', 'gmina'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `areas_slug_unique` ON `areas` (`slug`);--> statement-breakpoint
CREATE INDEX `areas_by_parent` ON `areas` (`parent_id`,`rank`);--> statement-breakpoint
CREATE INDEX `areas_by_kind` ON `areas` (`kind`,`rank`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`kind` text NOT NULL,
	`object_id` text NOT NULL,
	`object_version` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `authorities` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`code` text NOT NULL,
	`country` text NOT NULL,
	`kind` text NOT NULL,
	`area_id` text NOT NULL,
	`time_zone` text NOT NULL,
	`language` text NOT NULL,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`rank` integer NOT NULL,
	`address` text NOT NULL,
	`email` text NOT NULL,
	`phone` text NOT NULL,
	`site` text NOT NULL,
	`default_profile_id` text NOT NULL,
	`deciding_body` text NOT NULL,
	`local_rule` text,
	`host_centre_id` text NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "authority_kind" CHECK("authorities"."kind" in ('hromada_council', 'raion_administration', 'gmina', 'city_gmina', 'military_administration', 'other'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `authorities_slug_unique` ON `authorities` (`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `authorities_code_unique` ON `authorities` (`code`);--> statement-breakpoint
CREATE INDEX `authorities_by_area` ON `authorities` (`area_id`);--> statement-breakpoint
CREATE TABLE `ballots` (
	`poll_id` text NOT NULL,
	`tag` text NOT NULL,
	`version` integer NOT NULL,
	`tier` text NOT NULL,
	`area_id` text NOT NULL,
	`choice` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`poll_id`, `tag`),
	FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballot_state" CHECK("ballots"."state" in ('active', 'withdrawn', 'void')),
	CONSTRAINT "ballot_tier" CHECK("ballots"."tier" in ('verified', 'declared'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `centre_areas` (
	`centre_id` text NOT NULL,
	`area_id` text NOT NULL,
	PRIMARY KEY(`centre_id`, `area_id`),
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `centre_areas_by_area` ON `centre_areas` (`area_id`);--> statement-breakpoint
CREATE TABLE `centres` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`area_id` text NOT NULL,
	`raion_id` text NOT NULL,
	`name` text NOT NULL,
	`town` text NOT NULL,
	`host` text NOT NULL,
	`address` text NOT NULL,
	`phone` text NOT NULL,
	`hours` text NOT NULL,
	`lat` real NOT NULL,
	`lon` real NOT NULL,
	`rank` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`raion_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `centres_slug_unique` ON `centres` (`slug`);--> statement-breakpoint
CREATE TABLE `consultation_areas` (
	`area_id` text NOT NULL,
	`consultation_id` text NOT NULL,
	PRIMARY KEY(`area_id`, `consultation_id`),
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `consultations` (
	`id` text PRIMARY KEY NOT NULL,
	`authority_id` text NOT NULL,
	`status` text NOT NULL,
	`draft` text,
	`version` integer NOT NULL,
	`revised_at` integer NOT NULL,
	`number` text,
	`year` integer,
	`sequence` integer,
	`title` text,
	`folded` text,
	`content` text,
	`profile` text,
	`profile_hash` text,
	`host_centre_id` text,
	`announced_at` integer,
	`opens_at` integer,
	`closes_at` integer,
	`report_due_at` integer,
	`last_seq` integer NOT NULL,
	`opinions` integer NOT NULL,
	`proposals` integer NOT NULL,
	`remarks` integer NOT NULL,
	`questions` integer NOT NULL,
	FOREIGN KEY (`authority_id`) REFERENCES `authorities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`host_centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "consultation_status" CHECK("consultations"."status" in ('draft', 'in_check', 'published', 'suspended', 'cancelled', 'archived'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `consultations_number_unique` ON `consultations` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `consultations_sequence` ON `consultations` (`authority_id`,`year`,`sequence`);--> statement-breakpoint
CREATE INDEX `consultations_by_closing` ON `consultations` (`status`,`closes_at`);--> statement-breakpoint
CREATE INDEX `consultations_by_authority` ON `consultations` (`authority_id`,`revised_at`);--> statement-breakpoint
CREATE TABLE `contributions` (
	`id` text PRIMARY KEY NOT NULL,
	`consultation_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`paragraph_id` text,
	`account_id` text NOT NULL,
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
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contribution_kind" CHECK("contributions"."kind" in ('opinion', 'proposal', 'remark', 'question')),
	CONSTRAINT "contribution_display" CHECK("contributions"."display" in ('name', 'initials', 'resident')),
	CONSTRAINT "contribution_tier" CHECK("contributions"."tier" in ('verified', 'declared', 'organisation')),
	CONSTRAINT "contribution_visibility" CHECK("contributions"."visibility" in ('public', 'redacted', 'hidden'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contributions_seq` ON `contributions` (`consultation_id`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_kind` ON `contributions` (`consultation_id`,`kind`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_paragraph` ON `contributions` (`consultation_id`,`paragraph_id`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_by_account` ON `contributions` (`account_id`,`at`);--> statement-breakpoint
CREATE TABLE `flags` (
	`id` text PRIMARY KEY NOT NULL,
	`contribution_id` text NOT NULL,
	`account_id` text,
	`ground` text NOT NULL,
	`note` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "flag_ground" CHECK("flags"."ground" in ('M1_security', 'M2_violence', 'M3_hate', 'M4_privacy', 'M5_insult', 'M6_spam', 'M7_campaign', 'M8_impersonation', 'M9_offtopic', 'M10_duplicate', 'M11_other_law'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `flags_once` ON `flags` (`contribution_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`action` text NOT NULL,
	`body_mac` text NOT NULL,
	`result` text NOT NULL,
	`at_hour` integer NOT NULL,
	PRIMARY KEY(`actor`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `live_events` (
	`topic` text NOT NULL,
	`offset` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`type` text NOT NULL,
	`kind` text NOT NULL,
	`object_id` text NOT NULL,
	`object_version` integer NOT NULL,
	PRIMARY KEY(`topic`, `offset`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `moderation_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`contribution_id` text NOT NULL,
	`contribution_version` integer NOT NULL,
	`action` text NOT NULL,
	`ground` text NOT NULL,
	`reason` text NOT NULL,
	`law_article` text,
	`fragment` text,
	`source` text NOT NULL,
	`automated` integer NOT NULL,
	`centre_id` text NOT NULL,
	`role` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	`appeal_until` integer NOT NULL,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decision_action" CHECK("moderation_decisions"."action" in ('none', 'redacted', 'hidden', 'restored')),
	CONSTRAINT "decision_ground" CHECK("moderation_decisions"."ground" in ('M1_security', 'M2_violence', 'M3_hate', 'M4_privacy', 'M5_insult', 'M6_spam', 'M7_campaign', 'M8_impersonation', 'M9_offtopic', 'M10_duplicate', 'M11_other_law'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_once_per_version` ON `moderation_decisions` (`contribution_id`,`contribution_version`);--> statement-breakpoint
CREATE INDEX `decisions_by_centre` ON `moderation_decisions` (`centre_id`,`decided_at`);--> statement-breakpoint
CREATE TABLE `organisations` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`register_number` text NOT NULL,
	`area_id` text NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `organisations_slug_unique` ON `organisations` (`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `organisations_registerNumber_unique` ON `organisations` (`register_number`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`notice` text NOT NULL,
	`object_id` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `paragraphs` (
	`consultation_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`heading` text,
	`text` text NOT NULL,
	`remarks` integer NOT NULL,
	PRIMARY KEY(`consultation_id`, `id`),
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `persons` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`evidence` text NOT NULL,
	`centre_id` text NOT NULL,
	`verified_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `polls` (
	`id` text PRIMARY KEY NOT NULL,
	`consultation_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`question` text NOT NULL,
	`options` text NOT NULL,
	`verified` integer NOT NULL,
	`declared` integer NOT NULL,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "poll_kind" CHECK("polls"."kind" in ('single', 'approval'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `polls_position` ON `polls` (`consultation_id`,`position`);--> statement-breakpoint
CREATE TABLE `queue_items` (
	`contribution_id` text PRIMARY KEY NOT NULL,
	`centre_id` text NOT NULL,
	`ground` text,
	`flags` integer NOT NULL,
	`since` integer NOT NULL,
	`due_at` integer NOT NULL,
	`claimed_by` text,
	`claimed_until` integer,
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claimed_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `queue_by_due` ON `queue_items` (`centre_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `representatives` (
	`organisation_id` text NOT NULL,
	`account_id` text NOT NULL,
	PRIMARY KEY(`organisation_id`, `account_id`),
	FOREIGN KEY (`organisation_id`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `representatives_by_account` ON `representatives` (`account_id`);--> statement-breakpoint
CREATE TABLE `roles` (
	`account_id` text NOT NULL,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`scope_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`account_id`, `role`, `scope_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "role_name" CHECK("roles"."role" in ('official', 'consultant', 'coordinator', 'admin'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `rule_profiles` (
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`profile` text NOT NULL,
	PRIMARY KEY(`id`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sessions_by_account` ON `sessions` (`account_id`);--> statement-breakpoint
CREATE INDEX `sessions_by_end` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `topics` (
	`name` text PRIMARY KEY NOT NULL,
	`head` integer NOT NULL,
	`min` integer NOT NULL
) STRICT, WITHOUT ROWID;
