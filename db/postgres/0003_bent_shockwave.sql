CREATE TABLE "answered_contributions" (
	"contribution_id" text PRIMARY KEY NOT NULL,
	"answer_id" text NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "answer_status" CHECK ("answered_contributions"."status" in ('accepted', 'partly_accepted', 'not_accepted', 'already_covered', 'out_of_scope', 'noted'))
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" text PRIMARY KEY NOT NULL,
	"consultation_id" text NOT NULL,
	"reasons" text NOT NULL,
	"paragraph_ids" json NOT NULL,
	"answered_by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" text PRIMARY KEY NOT NULL,
	"decision_id" text NOT NULL,
	"channel" text NOT NULL,
	"lane" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"centre_id" text NOT NULL,
	"outcome" text,
	"ground" text,
	"reason" text,
	"decided_by" text,
	"decided_at" bigint,
	CONSTRAINT "appeals_decisionId_unique" UNIQUE("decision_id"),
	CONSTRAINT "appeal_channel" CHECK ("appeals"."channel" in ('account', 'receipt')),
	CONSTRAINT "appeal_lane" CHECK ("appeals"."lane" in ('fast', 'normal'))
);
--> statement-breakpoint
CREATE TABLE "assisted_entries" (
	"contribution_id" text PRIMARY KEY NOT NULL,
	"centre_id" text NOT NULL,
	"channel" text NOT NULL,
	"form_serial" text,
	"received_on" text NOT NULL,
	"entered_by" text NOT NULL,
	"entered_at" bigint NOT NULL,
	"transcription" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "assisted_channel" CHECK ("assisted_entries"."channel" in ('centre_assisted', 'paper', 'meeting', 'phone', 'email_post'))
);
--> statement-breakpoint
CREATE TABLE "consultation_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"consultation_id" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"document" text,
	"closed_at" bigint,
	"closes_at" bigint,
	"by" text NOT NULL,
	"role" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "change_kind" CHECK ("consultation_changes"."kind" in ('extended', 'suspended', 'resumed', 'cancelled', 'delay_explained'))
);
--> statement-breakpoint
CREATE TABLE "contribution_versions" (
	"contribution_id" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"public_text" text,
	"at" bigint NOT NULL,
	CONSTRAINT "contribution_versions_contribution_id_version_pk" PRIMARY KEY("contribution_id","version")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"consultation_id" text PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"number" text NOT NULL,
	"decided_on" text NOT NULL,
	"title" text NOT NULL,
	"document" text NOT NULL,
	"changes" json NOT NULL,
	"follow_up" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"contribution_id" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"supplement" text,
	"supplemented_at" bigint
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"consultation_id" text NOT NULL,
	"contribution_id" text,
	"object_id" text NOT NULL,
	"at" bigint NOT NULL,
	"read_at" bigint,
	CONSTRAINT "notice_kind" CHECK ("notices"."kind" in ('statement_of_reasons', 'appeal_decided', 'appeal_received', 'answer_given', 'answer_supplemented', 'replied', 'dates_changed', 'cancelled', 'report_published', 'decision_recorded'))
);
--> statement-breakpoint
CREATE TABLE "replies" (
	"id" text PRIMARY KEY NOT NULL,
	"contribution_id" text NOT NULL,
	"parent_id" text,
	"depth" integer NOT NULL,
	"account_id" text NOT NULL,
	"organisation_id" text,
	"badge" text,
	"display" text NOT NULL,
	"author_name" text NOT NULL,
	"area_id" text NOT NULL,
	"tier" text NOT NULL,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"public_text" text,
	"visibility" text NOT NULL,
	"version" integer NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "reply_badge" CHECK ("replies"."badge" in ('authority', 'centre')),
	CONSTRAINT "reply_display" CHECK ("replies"."display" in ('name', 'initials', 'resident')),
	CONSTRAINT "reply_visibility" CHECK ("replies"."visibility" in ('public', 'redacted', 'hidden', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "report_drafts" (
	"consultation_id" text PRIMARY KEY NOT NULL,
	"prose" json NOT NULL,
	"signed_by" text NOT NULL,
	"version" integer NOT NULL,
	"revised_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"consultation_id" text NOT NULL,
	"version" integer NOT NULL,
	"prose" json NOT NULL,
	"signed_by" text NOT NULL,
	"figures" json NOT NULL,
	"reason" text,
	"published_by" text NOT NULL,
	"published_at" bigint NOT NULL,
	CONSTRAINT "reports_consultation_id_version_pk" PRIMARY KEY("consultation_id","version")
);
--> statement-breakpoint
CREATE TABLE "supports" (
	"contribution_id" text NOT NULL,
	"account_id" text NOT NULL,
	CONSTRAINT "supports_contribution_id_account_id_pk" PRIMARY KEY("contribution_id","account_id")
);
--> statement-breakpoint
INSERT INTO "notices"("id", "account_id", "kind", "consultation_id", "contribution_id", "object_id", "at") SELECT o."id", o."account_id", 'statement_of_reasons', c."consultation_id", c."id", o."object_id", o."at" FROM "outbox" o JOIN "moderation_decisions" d ON d."id" = o."object_id" JOIN "contributions" c ON c."id" = d."contribution_id";--> statement-breakpoint
DROP TABLE "outbox" CASCADE;--> statement-breakpoint
ALTER TABLE "contributions" DROP CONSTRAINT "contribution_visibility";--> statement-breakpoint
DROP INDEX "flags_once";--> statement-breakpoint
DROP INDEX "decisions_once_per_version";--> statement-breakpoint
ALTER TABLE "contributions" ALTER COLUMN "account_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "queue_items" DROP CONSTRAINT "queue_items_pkey";--> statement-breakpoint
ALTER TABLE "queue_items" ADD COLUMN "reply_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "queue_items" ADD CONSTRAINT "queue_items_contribution_id_reply_id_pk" PRIMARY KEY("contribution_id","reply_id");--> statement-breakpoint
ALTER TABLE "consultations" ADD COLUMN "suspended_at" bigint;--> statement-breakpoint
ALTER TABLE "consultations" ADD COLUMN "cancelled_at" bigint;--> statement-breakpoint
ALTER TABLE "consultations" ADD COLUMN "reported_at" bigint;--> statement-breakpoint
ALTER TABLE "consultations" ADD COLUMN "decided_at" bigint;--> statement-breakpoint
ALTER TABLE "consultations" ADD COLUMN "pending" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "corrected_at" bigint;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "supports" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "replies" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "answered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "flags" ADD COLUMN "reply_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "moderation_decisions" ADD COLUMN "reply_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "answered_contributions" ADD CONSTRAINT "answered_contributions_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answered_contributions" ADD CONSTRAINT "answered_contributions_answer_id_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_answered_by_accounts_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decision_id_moderation_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."moderation_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assisted_entries" ADD CONSTRAINT "assisted_entries_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assisted_entries" ADD CONSTRAINT "assisted_entries_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assisted_entries" ADD CONSTRAINT "assisted_entries_entered_by_accounts_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation_changes" ADD CONSTRAINT "consultation_changes_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contribution_versions" ADD CONSTRAINT "contribution_versions_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_drafts" ADD CONSTRAINT "report_drafts_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_published_by_accounts_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supports" ADD CONSTRAINT "supports_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supports" ADD CONSTRAINT "supports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answered_by_answer" ON "answered_contributions" USING btree ("answer_id");--> statement-breakpoint
CREATE INDEX "answers_by_consultation" ON "answers" USING btree ("consultation_id","at");--> statement-breakpoint
CREATE INDEX "appeals_by_centre" ON "appeals" USING btree ("centre_id","outcome","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "assisted_entries_serial" ON "assisted_entries" USING btree ("centre_id","form_serial");--> statement-breakpoint
CREATE INDEX "changes_by_consultation" ON "consultation_changes" USING btree ("consultation_id","at");--> statement-breakpoint
CREATE INDEX "notices_by_account" ON "notices" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "notices_unread" ON "notices" USING btree ("account_id","read_at");--> statement-breakpoint
CREATE INDEX "replies_by_contribution" ON "replies" USING btree ("contribution_id","at");--> statement-breakpoint
CREATE INDEX "replies_by_account" ON "replies" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "supports_by_account" ON "supports" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "contributions_by_answer" ON "contributions" USING btree ("consultation_id","answered","seq");--> statement-breakpoint
CREATE INDEX "contributions_by_kind_and_answer" ON "contributions" USING btree ("consultation_id","kind","answered","seq");--> statement-breakpoint
CREATE INDEX "contributions_by_support" ON "contributions" USING btree ("consultation_id","supports","seq");--> statement-breakpoint
CREATE INDEX "contributions_by_channel" ON "contributions" USING btree ("consultation_id","channel","seq");--> statement-breakpoint
CREATE INDEX "contributions_by_organisation" ON "contributions" USING btree ("consultation_id","tier","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "flags_once" ON "flags" USING btree ("contribution_id","reply_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_once_per_version" ON "moderation_decisions" USING btree ("contribution_id","reply_id","contribution_version");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contribution_channel" CHECK ("contributions"."channel" in ('online', 'centre_assisted', 'paper', 'meeting', 'phone', 'email_post'));--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contribution_visibility" CHECK ("contributions"."visibility" in ('public', 'redacted', 'hidden', 'withdrawn'));--> statement-breakpoint
UPDATE "consultations" SET "pending" = "proposals";
