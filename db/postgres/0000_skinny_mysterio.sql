CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"password_hash" text,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"area_id" text NOT NULL,
	"person_id" text,
	"registered_at" bigint NOT NULL,
	CONSTRAINT "accounts_login_unique" UNIQUE("login"),
	CONSTRAINT "accounts_personId_unique" UNIQUE("person_id")
);
--> statement-breakpoint
CREATE TABLE "areas" (
	"id" text PRIMARY KEY NOT NULL,
	"parent_id" text,
	"path" json NOT NULL,
	"kind" text NOT NULL,
	"category" text,
	"slug" text,
	"name" json NOT NULL,
	"folded" text NOT NULL,
	"rank" integer NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"population" integer,
	CONSTRAINT "areas_slug_unique" UNIQUE("slug"),
	CONSTRAINT "area_kind" CHECK ("areas"."kind" in ('oblast', 'raion', 'hromada', 'settlement', 'wojewodztwo', 'powiat', 'gmina'))
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"kind" text NOT NULL,
	"object_id" text NOT NULL,
	"object_version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "authorities" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"code" text NOT NULL,
	"country" text NOT NULL,
	"kind" text NOT NULL,
	"area_id" text NOT NULL,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"name" json NOT NULL,
	"folded" text NOT NULL,
	"rank" integer NOT NULL,
	"address" text NOT NULL,
	"email" text NOT NULL,
	"phone" text NOT NULL,
	"site" text NOT NULL,
	"default_profile_id" text NOT NULL,
	"deciding_body" text NOT NULL,
	"local_rule" json,
	"host_centre_id" text NOT NULL,
	CONSTRAINT "authorities_slug_unique" UNIQUE("slug"),
	CONSTRAINT "authorities_code_unique" UNIQUE("code"),
	CONSTRAINT "authority_kind" CHECK ("authorities"."kind" in ('hromada_council', 'raion_administration', 'gmina', 'city_gmina', 'military_administration', 'other'))
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"poll_id" text NOT NULL,
	"tag" text NOT NULL,
	"version" integer NOT NULL,
	"tier" text NOT NULL,
	"area_id" text NOT NULL,
	"choice" json NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "ballots_poll_id_tag_pk" PRIMARY KEY("poll_id","tag"),
	CONSTRAINT "ballot_state" CHECK ("ballots"."state" in ('active', 'withdrawn', 'void')),
	CONSTRAINT "ballot_tier" CHECK ("ballots"."tier" in ('verified', 'declared'))
);
--> statement-breakpoint
CREATE TABLE "centre_areas" (
	"centre_id" text NOT NULL,
	"area_id" text NOT NULL,
	CONSTRAINT "centre_areas_centre_id_area_id_pk" PRIMARY KEY("centre_id","area_id")
);
--> statement-breakpoint
CREATE TABLE "centres" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"area_id" text NOT NULL,
	"raion_id" text NOT NULL,
	"name" json NOT NULL,
	"town" json NOT NULL,
	"host" json NOT NULL,
	"address" text NOT NULL,
	"phone" text NOT NULL,
	"hours" json NOT NULL,
	"lat" double precision NOT NULL,
	"lon" double precision NOT NULL,
	"rank" integer NOT NULL,
	CONSTRAINT "centres_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "consultation_areas" (
	"area_id" text NOT NULL,
	"consultation_id" text NOT NULL,
	CONSTRAINT "consultation_areas_area_id_consultation_id_pk" PRIMARY KEY("area_id","consultation_id")
);
--> statement-breakpoint
CREATE TABLE "consultations" (
	"id" text PRIMARY KEY NOT NULL,
	"authority_id" text NOT NULL,
	"status" text NOT NULL,
	"draft" json,
	"version" integer NOT NULL,
	"revised_at" bigint NOT NULL,
	"number" text,
	"year" integer,
	"sequence" integer,
	"title" json,
	"folded" text,
	"content" json,
	"profile" json,
	"profile_hash" text,
	"host_centre_id" text,
	"announced_at" bigint,
	"opens_at" bigint,
	"closes_at" bigint,
	"report_due_at" bigint,
	"last_seq" integer NOT NULL,
	"opinions" integer NOT NULL,
	"proposals" integer NOT NULL,
	"remarks" integer NOT NULL,
	"questions" integer NOT NULL,
	CONSTRAINT "consultations_number_unique" UNIQUE("number"),
	CONSTRAINT "consultation_status" CHECK ("consultations"."status" in ('draft', 'in_check', 'published', 'suspended', 'cancelled', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "contributions" (
	"id" text PRIMARY KEY NOT NULL,
	"consultation_id" text NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"paragraph_id" text,
	"account_id" text NOT NULL,
	"organisation_id" text,
	"display" text NOT NULL,
	"author_name" text NOT NULL,
	"area_id" text NOT NULL,
	"tier" text NOT NULL,
	"channel" text NOT NULL,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"public_text" text,
	"visibility" text NOT NULL,
	"version" integer NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "contribution_kind" CHECK ("contributions"."kind" in ('opinion', 'proposal', 'remark', 'question')),
	CONSTRAINT "contribution_display" CHECK ("contributions"."display" in ('name', 'initials', 'resident')),
	CONSTRAINT "contribution_tier" CHECK ("contributions"."tier" in ('verified', 'declared', 'organisation')),
	CONSTRAINT "contribution_visibility" CHECK ("contributions"."visibility" in ('public', 'redacted', 'hidden'))
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"id" text PRIMARY KEY NOT NULL,
	"contribution_id" text NOT NULL,
	"account_id" text,
	"ground" text NOT NULL,
	"note" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "flag_ground" CHECK ("flags"."ground" in ('M1_security', 'M2_violence', 'M3_hate', 'M4_privacy', 'M5_insult', 'M6_spam', 'M7_campaign', 'M8_impersonation', 'M9_offtopic', 'M10_duplicate', 'M11_other_law'))
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"action" text NOT NULL,
	"body_mac" text NOT NULL,
	"result" json NOT NULL,
	"at_hour" integer NOT NULL,
	CONSTRAINT "idempotency_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "live_events" (
	"topic" text NOT NULL,
	"offset" integer NOT NULL,
	"at_ms" bigint NOT NULL,
	"type" text NOT NULL,
	"kind" text NOT NULL,
	"object_id" text NOT NULL,
	"object_version" integer NOT NULL,
	CONSTRAINT "live_events_topic_offset_pk" PRIMARY KEY("topic","offset")
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "moderation_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"contribution_id" text NOT NULL,
	"contribution_version" integer NOT NULL,
	"action" text NOT NULL,
	"ground" text NOT NULL,
	"reason" text NOT NULL,
	"law_article" text,
	"fragment" text,
	"source" text NOT NULL,
	"automated" boolean NOT NULL,
	"centre_id" text NOT NULL,
	"role" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" bigint NOT NULL,
	"appeal_until" bigint NOT NULL,
	CONSTRAINT "decision_action" CHECK ("moderation_decisions"."action" in ('none', 'redacted', 'hidden', 'restored')),
	CONSTRAINT "decision_ground" CHECK ("moderation_decisions"."ground" in ('M1_security', 'M2_violence', 'M3_hate', 'M4_privacy', 'M5_insult', 'M6_spam', 'M7_campaign', 'M8_impersonation', 'M9_offtopic', 'M10_duplicate', 'M11_other_law'))
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" json NOT NULL,
	"register_number" text NOT NULL,
	"area_id" text NOT NULL,
	CONSTRAINT "organisations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "organisations_registerNumber_unique" UNIQUE("register_number")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"notice" text NOT NULL,
	"object_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paragraphs" (
	"consultation_id" text NOT NULL,
	"id" text NOT NULL,
	"number" integer NOT NULL,
	"heading" text,
	"text" text NOT NULL,
	"remarks" integer NOT NULL,
	CONSTRAINT "paragraphs_consultation_id_id_pk" PRIMARY KEY("consultation_id","id")
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"evidence" text NOT NULL,
	"centre_id" text NOT NULL,
	"verified_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "polls" (
	"id" text PRIMARY KEY NOT NULL,
	"consultation_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"question" text NOT NULL,
	"options" json NOT NULL,
	"verified" integer NOT NULL,
	"declared" integer NOT NULL,
	CONSTRAINT "poll_kind" CHECK ("polls"."kind" in ('single', 'approval'))
);
--> statement-breakpoint
CREATE TABLE "queue_items" (
	"contribution_id" text PRIMARY KEY NOT NULL,
	"centre_id" text NOT NULL,
	"ground" text,
	"flags" integer NOT NULL,
	"since" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"claimed_by" text,
	"claimed_until" bigint
);
--> statement-breakpoint
CREATE TABLE "representatives" (
	"organisation_id" text NOT NULL,
	"account_id" text NOT NULL,
	CONSTRAINT "representatives_organisation_id_account_id_pk" PRIMARY KEY("organisation_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"account_id" text NOT NULL,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "roles_account_id_role_scope_id_pk" PRIMARY KEY("account_id","role","scope_id"),
	CONSTRAINT "role_name" CHECK ("roles"."role" in ('official', 'consultant', 'coordinator', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "rule_profiles" (
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"profile" json NOT NULL,
	CONSTRAINT "rule_profiles_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"name" text PRIMARY KEY NOT NULL,
	"head" integer NOT NULL,
	"min" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorities" ADD CONSTRAINT "authorities_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centre_areas" ADD CONSTRAINT "centre_areas_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centre_areas" ADD CONSTRAINT "centre_areas_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centres" ADD CONSTRAINT "centres_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centres" ADD CONSTRAINT "centres_raion_id_areas_id_fk" FOREIGN KEY ("raion_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation_areas" ADD CONSTRAINT "consultation_areas_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation_areas" ADD CONSTRAINT "consultation_areas_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_authority_id_authorities_id_fk" FOREIGN KEY ("authority_id") REFERENCES "public"."authorities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_host_centre_id_centres_id_fk" FOREIGN KEY ("host_centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_decisions" ADD CONSTRAINT "moderation_decisions_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_decisions" ADD CONSTRAINT "moderation_decisions_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_decisions" ADD CONSTRAINT "moderation_decisions_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paragraphs" ADD CONSTRAINT "paragraphs_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_items" ADD CONSTRAINT "queue_items_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_items" ADD CONSTRAINT "queue_items_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_items" ADD CONSTRAINT "queue_items_claimed_by_accounts_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representatives" ADD CONSTRAINT "representatives_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representatives" ADD CONSTRAINT "representatives_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "areas_by_parent" ON "areas" USING btree ("parent_id","rank");--> statement-breakpoint
CREATE INDEX "areas_by_kind" ON "areas" USING btree ("kind","rank");--> statement-breakpoint
CREATE INDEX "authorities_by_area" ON "authorities" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "centre_areas_by_area" ON "centre_areas" USING btree ("area_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consultations_sequence" ON "consultations" USING btree ("authority_id","year","sequence");--> statement-breakpoint
CREATE INDEX "consultations_by_closing" ON "consultations" USING btree ("status","closes_at");--> statement-breakpoint
CREATE INDEX "consultations_by_authority" ON "consultations" USING btree ("authority_id","revised_at");--> statement-breakpoint
CREATE UNIQUE INDEX "contributions_seq" ON "contributions" USING btree ("consultation_id","seq");--> statement-breakpoint
CREATE INDEX "contributions_by_kind" ON "contributions" USING btree ("consultation_id","kind","seq");--> statement-breakpoint
CREATE INDEX "contributions_by_paragraph" ON "contributions" USING btree ("consultation_id","paragraph_id","seq");--> statement-breakpoint
CREATE INDEX "contributions_by_account" ON "contributions" USING btree ("account_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "flags_once" ON "flags" USING btree ("contribution_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_once_per_version" ON "moderation_decisions" USING btree ("contribution_id","contribution_version");--> statement-breakpoint
CREATE INDEX "decisions_by_centre" ON "moderation_decisions" USING btree ("centre_id","decided_at");--> statement-breakpoint
CREATE UNIQUE INDEX "polls_position" ON "polls" USING btree ("consultation_id","position");--> statement-breakpoint
CREATE INDEX "queue_by_due" ON "queue_items" USING btree ("centre_id","due_at");--> statement-breakpoint
CREATE INDEX "representatives_by_account" ON "representatives" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_by_end" ON "sessions" USING btree ("expires_at");