CREATE TABLE "accessibility_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"year" integer NOT NULL,
	"sequence" integer NOT NULL,
	"account_id" text,
	"way" text NOT NULL,
	"sealed" text,
	"language" text NOT NULL,
	"page" text NOT NULL,
	"what" text NOT NULL,
	"wish" text NOT NULL,
	"received_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"delayed_to" bigint,
	"delayed_at" bigint,
	"delay_reason" text,
	"outcome" text,
	"answer" text,
	"answered_at" bigint,
	"erased_at" bigint,
	"version" integer NOT NULL,
	CONSTRAINT "accessibility_requests_number_unique" UNIQUE("number"),
	CONSTRAINT "accessibility_way" CHECK ("accessibility_requests"."way" in ('code', 'email')),
	CONSTRAINT "accessibility_outcome" CHECK ("accessibility_requests"."outcome" in ('mended', 'other_way', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "moderation_times" (
	"month" text NOT NULL,
	"centre_id" text NOT NULL,
	"kind" text NOT NULL,
	"hours" integer NOT NULL,
	"count" integer NOT NULL,
	"late" integer NOT NULL,
	CONSTRAINT "moderation_times_month_centre_id_kind_hours_pk" PRIMARY KEY("month","centre_id","kind","hours")
);
--> statement-breakpoint
CREATE TABLE "plan_changes" (
	"planned_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"year" integer NOT NULL,
	"quarter" integer NOT NULL,
	"title" json NOT NULL,
	"why" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "plan_changes_planned_id_version_pk" PRIMARY KEY("planned_id","version"),
	CONSTRAINT "plan_change_kind" CHECK ("plan_changes"."kind" in ('reworded', 'postponed', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "planned_consultations" (
	"id" text PRIMARY KEY NOT NULL,
	"authority_id" text NOT NULL,
	"year" integer NOT NULL,
	"quarter" integer NOT NULL,
	"title" json NOT NULL,
	"topic" text,
	"area_ids" json NOT NULL,
	"why" text NOT NULL,
	"published_at" bigint,
	"added_later" boolean NOT NULL,
	"dropped_at" bigint,
	"consultation_id" text,
	"version" integer NOT NULL,
	CONSTRAINT "planned_consultations_consultationId_unique" UNIQUE("consultation_id")
);
--> statement-breakpoint
CREATE TABLE "year_plans" (
	"authority_id" text NOT NULL,
	"year" integer NOT NULL,
	"published_at" bigint NOT NULL,
	CONSTRAINT "year_plans_authority_id_year_pk" PRIMARY KEY("authority_id","year")
);
--> statement-breakpoint
ALTER TABLE "letters" DROP CONSTRAINT "letter_kind";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "answered_contributions" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "authorities" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "centres" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "accessibility_requests" ADD CONSTRAINT "accessibility_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_times" ADD CONSTRAINT "moderation_times_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_planned_id_planned_consultations_id_fk" FOREIGN KEY ("planned_id") REFERENCES "public"."planned_consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_consultations" ADD CONSTRAINT "planned_consultations_authority_id_authorities_id_fk" FOREIGN KEY ("authority_id") REFERENCES "public"."authorities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_consultations" ADD CONSTRAINT "planned_consultations_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plans" ADD CONSTRAINT "year_plans_authority_id_authorities_id_fk" FOREIGN KEY ("authority_id") REFERENCES "public"."authorities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accessibility_requests_sequence" ON "accessibility_requests" USING btree ("year","sequence");--> statement-breakpoint
CREATE INDEX "accessibility_requests_by_answer" ON "accessibility_requests" USING btree ("answered_at","due_at");--> statement-breakpoint
CREATE INDEX "accessibility_requests_by_account" ON "accessibility_requests" USING btree ("account_id","received_at");--> statement-breakpoint
CREATE INDEX "planned_by_authority" ON "planned_consultations" USING btree ("authority_id","year","quarter","id");--> statement-breakpoint
CREATE INDEX "planned_by_time" ON "planned_consultations" USING btree ("year","quarter","id");--> statement-breakpoint
CREATE INDEX "disputes_by_consultation" ON "disputes" USING btree ("consultation_id");--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letter_kind" CHECK ("letters"."kind" in ('sign_up', 'already_registered', 'recovery', 'email_old', 'email_new', 'email_changed', 'password_changed', 'second_factor_changed', 'invitation', 'role_ended', 'suspended', 'card_issued', 'verified', 'verification_revoked', 'verification_expires', 'verification_clash', 'organisation_decided', 'accessibility_delayed', 'accessibility_answered', 'erased'));