CREATE TABLE `admin_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`change` text NOT NULL,
	`reason` text NOT NULL,
	`proposed_by` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`outcome` text,
	`decided_by` text,
	`decided_at` integer,
	`remark` text,
	FOREIGN KEY (`proposed_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `admin_proposals_by_outcome` ON `admin_proposals` (`outcome`,`at`);--> statement-breakpoint
CREATE TABLE `clashes` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`first_centre_id` text NOT NULL,
	`second_centre_id` text NOT NULL,
	`account_id` text,
	`consultant_id` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text,
	`note` text,
	`settled_by` text,
	`settled_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`first_centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`second_centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consultant_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`settled_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `clashes_by_person` ON `clashes` (`person_id`);--> statement-breakpoint
CREATE INDEX `clashes_by_first_centre` ON `clashes` (`first_centre_id`,`at`);--> statement-breakpoint
CREATE INDEX `clashes_by_second_centre` ON `clashes` (`second_centre_id`,`at`);--> statement-breakpoint
CREATE TABLE `conflict_declarations` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `conflict_declarations_by_account` ON `conflict_declarations` (`account_id`,`at`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`wording` text NOT NULL,
	`centre_id` text,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "consent_kind" CHECK("consents"."kind" in ('verification', 'organisation', 'news'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `consents_by_account` ON `consents` (`account_id`,`kind`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`account_id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`confirmed_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_email_unique` ON `contacts` (`email`);--> statement-breakpoint
CREATE TABLE `ended_roles` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`scope_id` text NOT NULL,
	`since` integer NOT NULL,
	`granted_by` text,
	`ended_at` integer NOT NULL,
	`ended_by` text,
	`reason` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `ended_roles_by_scope` ON `ended_roles` (`scope_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `ended_roles_by_account` ON `ended_roles` (`account_id`);--> statement-breakpoint
CREATE TABLE `fingerprints` (
	`digest` text PRIMARY KEY NOT NULL,
	`key_version` integer NOT NULL,
	`person_id` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `fingerprints_by_person` ON `fingerprints` (`person_id`);--> statement-breakpoint
CREATE INDEX `fingerprints_by_key` ON `fingerprints` (`key_version`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`digest` text,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`scope_id` text NOT NULL,
	`name` text NOT NULL,
	`post` text NOT NULL,
	`email` text,
	`language` text NOT NULL,
	`invited_by` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_by` text,
	`accepted_at` integer,
	`withdrawn_at` integer,
	FOREIGN KEY (`invited_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepted_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitation_role" CHECK("invitations"."role" in ('official', 'consultant', 'coordinator', 'admin', 'representative'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_digest_unique` ON `invitations` (`digest`);--> statement-breakpoint
CREATE INDEX `invitations_by_scope` ON `invitations` (`scope_id`,`at`);--> statement-breakpoint
CREATE TABLE `letters` (
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
	CONSTRAINT "letter_kind" CHECK("letters"."kind" in ('sign_up', 'already_registered', 'recovery', 'email_old', 'email_new', 'email_changed', 'password_changed', 'second_factor_changed', 'invitation', 'role_ended', 'suspended', 'card_issued', 'verified', 'verification_revoked', 'verification_expires', 'verification_clash', 'organisation_decided', 'erased'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `letters_due` ON `letters` (`sent_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `letters_by_account` ON `letters` (`account_id`);--> statement-breakpoint
CREATE TABLE `one_time_codes` (
	`digest` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`account_id` text,
	`payload` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "one_time_code_purpose" CHECK("one_time_codes"."purpose" in ('sign_up', 'card', 'recovery', 'email_old', 'email_new', 'first_administrator'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `one_time_codes_by_account` ON `one_time_codes` (`account_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `one_time_codes_by_end` ON `one_time_codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `passkeys_by_account` ON `passkeys` (`account_id`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`digest` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `recovery_codes_by_account` ON `recovery_codes` (`account_id`);--> statement-breakpoint
CREATE TABLE `recusals` (
	`contribution_id` text NOT NULL,
	`reply_id` text DEFAULT '' NOT NULL,
	`account_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`contribution_id`, `reply_id`, `account_id`),
	FOREIGN KEY (`contribution_id`) REFERENCES `contributions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `revocations` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`account_id` text NOT NULL,
	`centre_id` text NOT NULL,
	`reason` text NOT NULL,
	`revoked_by` text NOT NULL,
	`at` integer NOT NULL,
	`appeal_until` integer NOT NULL,
	`appeal_text` text,
	`appealed_at` integer,
	`appeal_centre_id` text,
	`due_at` integer,
	`outcome` text,
	`outcome_reason` text,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revoked_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`appeal_centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `revocations_by_account` ON `revocations` (`account_id`);--> statement-breakpoint
CREATE INDEX `revocations_by_person` ON `revocations` (`person_id`);--> statement-breakpoint
CREATE INDEX `revocations_by_centre` ON `revocations` (`centre_id`,`at`);--> statement-breakpoint
CREATE INDEX `revocations_by_appeal` ON `revocations` (`appeal_centre_id`,`outcome`,`due_at`);--> statement-breakpoint
CREATE TABLE `second_factors` (
	`account_id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`confirmed_at` integer,
	`last_step` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `ties` (
	`declaration_id` text NOT NULL,
	`kind` text NOT NULL,
	`object_id` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`declaration_id`, `kind`, `object_id`),
	FOREIGN KEY (`declaration_id`) REFERENCES `conflict_declarations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `verification_releases` (
	`consultant_id` text NOT NULL,
	`centre_id` text NOT NULL,
	`day` text NOT NULL,
	`extra` integer NOT NULL,
	`reason` text NOT NULL,
	`released_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`consultant_id`, `centre_id`, `day`),
	FOREIGN KEY (`consultant_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`released_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
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
	CONSTRAINT "notice_kind" CHECK("__new_notices"."kind" in ('statement_of_reasons', 'appeal_decided', 'appeal_received', 'answer_given', 'answer_supplemented', 'replied', 'dates_changed', 'cancelled', 'report_published', 'decision_recorded', 'verified', 'verification_revoked', 'verification_expires', 'revocation_decided', 'verification_clash', 'ballot_joined', 'role_granted', 'role_ended', 'organisation_decided', 'representative_changed'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_notices`("id", "account_id", "kind", "consultation_id", "contribution_id", "object_id", "at", "read_at") SELECT "id", "account_id", "kind", "consultation_id", "contribution_id", "object_id", "at", "read_at" FROM `notices`;--> statement-breakpoint
DROP TABLE `notices`;--> statement-breakpoint
ALTER TABLE `__new_notices` RENAME TO `notices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `notices_by_account` ON `notices` (`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `notices_unread` ON `notices` (`account_id`,`read_at`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `display` text DEFAULT 'name' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `suspended_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `suspended_reason` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `role` text;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `scope_id` text;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `about_id` text;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `details` text;--> statement-breakpoint
CREATE INDEX `audit_by_role` ON `audit_entries` (`at`,`actor`,`key`) WHERE "audit_entries"."role" is not null;--> statement-breakpoint
CREATE INDEX `audit_by_about` ON `audit_entries` (`about_id`,`at`) WHERE "audit_entries"."about_id" is not null;--> statement-breakpoint
ALTER TABLE `contributions` ADD `organisation_supports` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organisations` ADD `country` text DEFAULT 'UA' NOT NULL;--> statement-breakpoint
ALTER TABLE `organisations` ADD `status` text DEFAULT 'verified' NOT NULL;--> statement-breakpoint
ALTER TABLE `organisations` ADD `centre_id` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `registered_by` text REFERENCES accounts(id);--> statement-breakpoint
ALTER TABLE `organisations` ADD `registered_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organisations` ADD `evidence` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `checked_by` text REFERENCES accounts(id);--> statement-breakpoint
ALTER TABLE `organisations` ADD `checked_at` integer;--> statement-breakpoint
ALTER TABLE `organisations` ADD `refusal` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `organisations` ADD `folded` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `organisations` ADD `sort_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `organisations` SET `folded` = `slug`, `sort_key` = `slug`;--> statement-breakpoint
CREATE INDEX `organisations_by_name` ON `organisations` (`sort_key`,`id`);--> statement-breakpoint
CREATE INDEX `organisations_by_centre` ON `organisations` (`centre_id`,`status`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_persons` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`evidence` text NOT NULL,
	`adult` integer,
	`centre_id` text NOT NULL,
	`verified_by` text,
	`verified_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_persons`("id", "area_id", "evidence", "centre_id", "verified_at", "expires_at") SELECT "id", "area_id", "evidence", "centre_id", "verified_at", "verified_at" + 63072000000 FROM `persons`;--> statement-breakpoint
DROP TABLE `persons`;--> statement-breakpoint
ALTER TABLE `__new_persons` RENAME TO `persons`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `persons_by_centre` ON `persons` (`centre_id`,`verified_at`);--> statement-breakpoint
CREATE INDEX `persons_by_end` ON `persons` (`expires_at`);--> statement-breakpoint
ALTER TABLE `representatives` ADD `post` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `representatives` ADD `since` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `representatives` ADD `invited_by` text;--> statement-breakpoint
ALTER TABLE `roles` ADD `granted_by` text;--> statement-breakpoint
CREATE INDEX `roles_by_scope` ON `roles` (`scope_id`,`role`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `started_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `seen_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `second_factor_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `device` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `supports` ADD `organisation_id` text REFERENCES organisations(id);--> statement-breakpoint
CREATE UNIQUE INDEX `supports_of_organisation` ON `supports` (`contribution_id`,`organisation_id`);--> statement-breakpoint
CREATE TRIGGER `audit_entries_are_final` BEFORE UPDATE ON `audit_entries` BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `audit_entries_stay` BEFORE DELETE ON `audit_entries` BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `audit_entries_are_not_replaced` BEFORE INSERT ON `audit_entries` WHEN EXISTS (SELECT 1 FROM `audit_entries` WHERE `actor` = NEW.`actor` AND `key` = NEW.`key`) BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
