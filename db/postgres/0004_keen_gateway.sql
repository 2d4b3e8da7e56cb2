CREATE TABLE "admin_proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"change" json NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" text NOT NULL,
	"at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"outcome" text,
	"decided_by" text,
	"decided_at" bigint,
	"remark" text
);
--> statement-breakpoint
CREATE TABLE "clashes" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"first_centre_id" text NOT NULL,
	"second_centre_id" text NOT NULL,
	"account_id" text,
	"consultant_id" text NOT NULL,
	"at" bigint NOT NULL,
	"outcome" text,
	"note" text,
	"settled_by" text,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "conflict_declarations" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"wording" text NOT NULL,
	"centre_id" text,
	"given_at" bigint NOT NULL,
	"withdrawn_at" bigint,
	CONSTRAINT "consent_kind" CHECK ("consents"."kind" in ('verification', 'organisation', 'news'))
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"account_id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"confirmed_at" bigint NOT NULL,
	CONSTRAINT "contacts_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "ended_roles" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text NOT NULL,
	"since" bigint NOT NULL,
	"granted_by" text,
	"ended_at" bigint NOT NULL,
	"ended_by" text,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fingerprints" (
	"digest" text PRIMARY KEY NOT NULL,
	"key_version" integer NOT NULL,
	"person_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" text,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text NOT NULL,
	"name" text NOT NULL,
	"post" text NOT NULL,
	"email" text,
	"language" text NOT NULL,
	"invited_by" text NOT NULL,
	"at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"accepted_by" text,
	"accepted_at" bigint,
	"withdrawn_at" bigint,
	CONSTRAINT "invitations_digest_unique" UNIQUE("digest"),
	CONSTRAINT "invitation_role" CHECK ("invitations"."role" in ('official', 'consultant', 'coordinator', 'admin', 'representative'))
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" text,
	"sealed" text,
	"at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"tries" integer NOT NULL,
	"problem" text,
	"sent_at" bigint,
	CONSTRAINT "letter_kind" CHECK ("letters"."kind" in ('sign_up', 'already_registered', 'recovery', 'email_old', 'email_new', 'email_changed', 'password_changed', 'second_factor_changed', 'invitation', 'role_ended', 'suspended', 'card_issued', 'verified', 'verification_revoked', 'verification_expires', 'verification_clash', 'organisation_decided', 'erased'))
);
--> statement-breakpoint
CREATE TABLE "one_time_codes" (
	"digest" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" text,
	"payload" text,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	CONSTRAINT "one_time_code_purpose" CHECK ("one_time_codes"."purpose" in ('sign_up', 'card', 'recovery', 'email_old', 'email_new', 'first_administrator'))
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" json NOT NULL,
	"name" text NOT NULL,
	"created_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"digest" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "recusals" (
	"contribution_id" text NOT NULL,
	"reply_id" text DEFAULT '' NOT NULL,
	"account_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "recusals_contribution_id_reply_id_account_id_pk" PRIMARY KEY("contribution_id","reply_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "revocations" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"account_id" text NOT NULL,
	"centre_id" text NOT NULL,
	"reason" text NOT NULL,
	"revoked_by" text NOT NULL,
	"at" bigint NOT NULL,
	"appeal_until" bigint NOT NULL,
	"appeal_text" text,
	"appealed_at" bigint,
	"appeal_centre_id" text,
	"due_at" bigint,
	"outcome" text,
	"outcome_reason" text,
	"decided_by" text,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"account_id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"confirmed_at" bigint,
	"last_step" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ties" (
	"declaration_id" text NOT NULL,
	"kind" text NOT NULL,
	"object_id" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "ties_declaration_id_kind_object_id_pk" PRIMARY KEY("declaration_id","kind","object_id")
);
--> statement-breakpoint
CREATE TABLE "verification_releases" (
	"consultant_id" text NOT NULL,
	"centre_id" text NOT NULL,
	"day" text NOT NULL,
	"extra" integer NOT NULL,
	"reason" text NOT NULL,
	"released_by" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "verification_releases_consultant_id_centre_id_day_pk" PRIMARY KEY("consultant_id","centre_id","day")
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notice_kind";--> statement-breakpoint
ALTER TABLE "notices" ALTER COLUMN "consultation_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "display" text DEFAULT 'name' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "suspended_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "suspended_reason" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "scope_id" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "about_id" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "details" json;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "organisation_supports" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "country" text DEFAULT 'UA' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "status" text DEFAULT 'verified' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "centre_id" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "registered_by" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "registered_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "evidence" json;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "checked_by" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "checked_at" bigint;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "refusal" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "ended_at" bigint;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "folded" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "sort_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE "organisations" SET "folded" = "slug", "sort_key" = "slug";--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "adult" boolean;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "verified_by" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "expires_at" bigint;--> statement-breakpoint
UPDATE "persons" SET "expires_at" = "verified_at" + 63072000000;--> statement-breakpoint
ALTER TABLE "persons" ALTER COLUMN "expires_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "revoked_at" bigint;--> statement-breakpoint
ALTER TABLE "representatives" ADD COLUMN "post" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "representatives" ADD COLUMN "since" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "representatives" ADD COLUMN "invited_by" text;--> statement-breakpoint
ALTER TABLE "roles" ADD COLUMN "granted_by" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "started_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "seen_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_factor_at" bigint;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "supports" ADD COLUMN "organisation_id" text;--> statement-breakpoint
ALTER TABLE "admin_proposals" ADD CONSTRAINT "admin_proposals_proposed_by_accounts_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admin_proposals" ADD CONSTRAINT "admin_proposals_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clashes" ADD CONSTRAINT "clashes_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clashes" ADD CONSTRAINT "clashes_first_centre_id_centres_id_fk" FOREIGN KEY ("first_centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clashes" ADD CONSTRAINT "clashes_second_centre_id_centres_id_fk" FOREIGN KEY ("second_centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clashes" ADD CONSTRAINT "clashes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clashes" ADD CONSTRAINT "clashes_consultant_id_accounts_id_fk" FOREIGN KEY ("consultant_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clashes" ADD CONSTRAINT "clashes_settled_by_accounts_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_declarations" ADD CONSTRAINT "conflict_declarations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ended_roles" ADD CONSTRAINT "ended_roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fingerprints" ADD CONSTRAINT "fingerprints_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_accepted_by_accounts_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD CONSTRAINT "one_time_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_revoked_by_accounts_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_appeal_centre_id_centres_id_fk" FOREIGN KEY ("appeal_centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ties" ADD CONSTRAINT "ties_declaration_id_conflict_declarations_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."conflict_declarations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_releases" ADD CONSTRAINT "verification_releases_consultant_id_accounts_id_fk" FOREIGN KEY ("consultant_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_releases" ADD CONSTRAINT "verification_releases_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_releases" ADD CONSTRAINT "verification_releases_released_by_accounts_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "admin_proposals_by_outcome" ON "admin_proposals" USING btree ("outcome","at");--> statement-breakpoint
CREATE INDEX "clashes_by_person" ON "clashes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "clashes_by_first_centre" ON "clashes" USING btree ("first_centre_id","at");--> statement-breakpoint
CREATE INDEX "clashes_by_second_centre" ON "clashes" USING btree ("second_centre_id","at");--> statement-breakpoint
CREATE INDEX "conflict_declarations_by_account" ON "conflict_declarations" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "consents_by_account" ON "consents" USING btree ("account_id","kind");--> statement-breakpoint
CREATE INDEX "ended_roles_by_scope" ON "ended_roles" USING btree ("scope_id","ended_at");--> statement-breakpoint
CREATE INDEX "ended_roles_by_account" ON "ended_roles" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "fingerprints_by_person" ON "fingerprints" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "fingerprints_by_key" ON "fingerprints" USING btree ("key_version");--> statement-breakpoint
CREATE INDEX "invitations_by_scope" ON "invitations" USING btree ("scope_id","at");--> statement-breakpoint
CREATE INDEX "letters_due" ON "letters" USING btree ("sent_at","due_at");--> statement-breakpoint
CREATE INDEX "letters_by_account" ON "letters" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "one_time_codes_by_account" ON "one_time_codes" USING btree ("account_id","purpose");--> statement-breakpoint
CREATE INDEX "one_time_codes_by_end" ON "one_time_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_by_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_by_account" ON "recovery_codes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "revocations_by_account" ON "revocations" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "revocations_by_person" ON "revocations" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "revocations_by_centre" ON "revocations" USING btree ("centre_id","at");--> statement-breakpoint
CREATE INDEX "revocations_by_appeal" ON "revocations" USING btree ("appeal_centre_id","outcome","due_at");--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_registered_by_accounts_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_checked_by_accounts_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supports" ADD CONSTRAINT "supports_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_by_role" ON "audit_entries" USING btree ("at","actor","key") WHERE "audit_entries"."role" is not null;--> statement-breakpoint
CREATE INDEX "audit_by_about" ON "audit_entries" USING btree ("about_id","at") WHERE "audit_entries"."about_id" is not null;--> statement-breakpoint
CREATE INDEX "organisations_by_name" ON "organisations" USING btree ("sort_key","id");--> statement-breakpoint
CREATE INDEX "organisations_by_centre" ON "organisations" USING btree ("centre_id","status");--> statement-breakpoint
CREATE INDEX "persons_by_centre" ON "persons" USING btree ("centre_id","verified_at");--> statement-breakpoint
CREATE INDEX "persons_by_end" ON "persons" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "roles_by_scope" ON "roles" USING btree ("scope_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "supports_of_organisation" ON "supports" USING btree ("contribution_id","organisation_id");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notice_kind" CHECK ("notices"."kind" in ('statement_of_reasons', 'appeal_decided', 'appeal_received', 'answer_given', 'answer_supplemented', 'replied', 'dates_changed', 'cancelled', 'report_published', 'decision_recorded', 'verified', 'verification_revoked', 'verification_expires', 'revocation_decided', 'verification_clash', 'ballot_joined', 'role_granted', 'role_ended', 'organisation_decided', 'representative_changed'));--> statement-breakpoint
CREATE FUNCTION "audit_log_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the audit log is append-only''; END';--> statement-breakpoint
CREATE TRIGGER "audit_entries_are_final" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION "audit_log_is_append_only"();
