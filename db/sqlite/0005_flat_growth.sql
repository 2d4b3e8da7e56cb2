CREATE TABLE `poll_results` (
	`poll_id` text PRIMARY KEY NOT NULL,
	`closes_at` integer NOT NULL,
	`verified` integer NOT NULL,
	`declared` integer NOT NULL,
	`options` text NOT NULL,
	FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `search_entries` (
	`place` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`object_id` text NOT NULL,
	`words` text NOT NULL,
	CONSTRAINT "search_kind" CHECK("search_entries"."kind" in ('consultation'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_object` ON `search_entries` (`kind`,`object_id`);--> statement-breakpoint
DROP INDEX `consultations_by_closing`;--> statement-breakpoint
CREATE INDEX `consultations_by_phase` ON `consultations` (`status`,`closes_at`,`id`,`opens_at`,`reported_at`,`decided_at`);--> statement-breakpoint
CREATE INDEX `consultations_unreported` ON `consultations` (`status`,`reported_at`,`closes_at`,`id`,`report_due_at`);--> statement-breakpoint
CREATE INDEX `consultations_of_authority` ON `consultations` (`authority_id`,`closes_at`,`id`);--> statement-breakpoint
CREATE INDEX `consultations_by_revision` ON `consultations` (`revised_at`) WHERE "consultations"."number" is not null;--> statement-breakpoint
CREATE INDEX `consultations_by_closing` ON `consultations` (`closes_at`,`id`);--> statement-breakpoint
CREATE VIRTUAL TABLE `search_words` USING fts5(`words`, content='search_entries', content_rowid='place', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3 4 5 6 7 8');--> statement-breakpoint
INSERT INTO `search_words`(`search_words`, `rank`) VALUES ('secure-delete', 1);--> statement-breakpoint
CREATE TRIGGER `search_entries_are_indexed` AFTER INSERT ON `search_entries` BEGIN INSERT INTO `search_words`(`rowid`, `words`) VALUES (NEW.`place`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_entries_are_indexed_anew` AFTER UPDATE ON `search_entries` BEGIN INSERT INTO `search_words`(`search_words`, `rowid`, `words`) VALUES ('delete', OLD.`place`, OLD.`words`); INSERT INTO `search_words`(`rowid`, `words`) VALUES (NEW.`place`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_entries_are_forgotten` AFTER DELETE ON `search_entries` BEGIN INSERT INTO `search_words`(`search_words`, `rowid`, `words`) VALUES ('delete', OLD.`place`, OLD.`words`); END;--> statement-breakpoint
INSERT INTO `search_entries`(`kind`, `object_id`, `words`) SELECT 'consultation', `id`, `folded` FROM `consultations` WHERE `folded` IS NOT NULL ORDER BY `announced_at`, `id`;--> statement-breakpoint
ALTER TABLE `consultations` DROP COLUMN `folded`;--> statement-breakpoint
DROP INDEX `contributions_by_answer`;--> statement-breakpoint
DROP INDEX `contributions_by_support`;--> statement-breakpoint
CREATE INDEX `contributions_by_kind_and_support` ON `contributions` (`consultation_id`,`kind`,`supports`,`seq`);--> statement-breakpoint
CREATE INDEX `contributions_in_name` ON `contributions` (`organisation_id`,`at`,`id`) WHERE "contributions"."organisation_id" is not null;--> statement-breakpoint
CREATE INDEX `contributions_by_answer` ON `contributions` (`consultation_id`,`answered`,`seq`,`channel`,`tier`);--> statement-breakpoint
CREATE INDEX `contributions_by_support` ON `contributions` (`consultation_id`,`supports`,`seq`,`channel`,`tier`);--> statement-breakpoint
DROP INDEX `letters_due`;--> statement-breakpoint
CREATE INDEX `letters_by_time` ON `letters` (`at`);--> statement-breakpoint
CREATE INDEX `letters_due` ON `letters` (`sent_at`,`due_at`,`id`);--> statement-breakpoint
DROP INDEX `notices_by_account`;--> statement-breakpoint
CREATE INDEX `notices_read` ON `notices` (`read_at`) WHERE "notices"."read_at" is not null;--> statement-breakpoint
CREATE INDEX `notices_by_account` ON `notices` (`account_id`,`id`);--> statement-breakpoint
DROP INDEX `organisations_by_name`;--> statement-breakpoint
CREATE INDEX `organisations_by_name` ON `organisations` (`status`,`sort_key`,`id`);--> statement-breakpoint
DROP INDEX `queue_by_due`;--> statement-breakpoint
CREATE INDEX `queue_by_time` ON `queue_items` (`due_at`);--> statement-breakpoint
CREATE INDEX `queue_by_due` ON `queue_items` (`centre_id`,`due_at`,`contribution_id`,`reply_id`);--> statement-breakpoint
DROP INDEX `replies_by_contribution`;--> statement-breakpoint
CREATE INDEX `replies_by_contribution` ON `replies` (`contribution_id`,`at`,`id`);--> statement-breakpoint
ALTER TABLE `consultation_areas` ADD `closes_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `consultation_areas_by_closing` ON `consultation_areas` (`area_id`,`closes_at`,`consultation_id`);--> statement-breakpoint
CREATE INDEX `consultation_areas_by_consultation` ON `consultation_areas` (`consultation_id`);--> statement-breakpoint
ALTER TABLE `disputes` ADD `consultation_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `disputes_open` ON `disputes` (`consultation_id`,`at`) WHERE "disputes"."supplement" is null;--> statement-breakpoint
ALTER TABLE `moderation_decisions` ADD `consultation_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_by_consultation` ON `moderation_decisions` (`consultation_id`,`decided_at`);--> statement-breakpoint
CREATE INDEX `appeals_waiting` ON `appeals` (`due_at`) WHERE "appeals"."outcome" is null;--> statement-breakpoint
CREATE INDEX `changes_by_time` ON `consultation_changes` (`at`);--> statement-breakpoint
CREATE INDEX `invitations_by_end` ON `invitations` (`expires_at`);--> statement-breakpoint
CREATE INDEX `paragraphs_in_order` ON `paragraphs` (`consultation_id`,`number`);--> statement-breakpoint
CREATE INDEX `revocations_waiting` ON `revocations` (`due_at`) WHERE "revocations"."outcome" is null;--> statement-breakpoint
UPDATE `consultation_areas` SET `closes_at` = coalesce((SELECT `closes_at` FROM `consultations` WHERE `id` = `consultation_areas`.`consultation_id`), 0);--> statement-breakpoint
UPDATE `disputes` SET `consultation_id` = (SELECT `consultation_id` FROM `contributions` WHERE `id` = `disputes`.`contribution_id`);--> statement-breakpoint
UPDATE `moderation_decisions` SET `consultation_id` = (SELECT `consultation_id` FROM `contributions` WHERE `id` = `moderation_decisions`.`contribution_id`);
