CREATE TABLE "poll_results" (
	"poll_id" text PRIMARY KEY NOT NULL,
	"closes_at" bigint NOT NULL,
	"verified" integer NOT NULL,
	"declared" integer NOT NULL,
	"options" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_entries" (
	"place" integer PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"object_id" text NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "search_kind" CHECK ("search_entries"."kind" in ('consultation'))
);
--> statement-breakpoint
DROP INDEX "consultations_by_closing";--> statement-breakpoint
DROP INDEX "contributions_by_answer";--> statement-breakpoint
DROP INDEX "contributions_by_support";--> statement-breakpoint
DROP INDEX "letters_due";--> statement-breakpoint
DROP INDEX "notices_by_account";--> statement-breakpoint
DROP INDEX "organisations_by_name";--> statement-breakpoint
DROP INDEX "queue_by_due";--> statement-breakpoint
DROP INDEX "replies_by_contribution";--> statement-breakpoint
ALTER TABLE "consultation_areas" ADD COLUMN "closes_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "consultation_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "moderation_decisions" ADD COLUMN "consultation_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "poll_results" ADD CONSTRAINT "poll_results_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "search_entries_object" ON "search_entries" USING btree ("kind","object_id");--> statement-breakpoint
CREATE INDEX "appeals_waiting" ON "appeals" USING btree ("due_at") WHERE "appeals"."outcome" is null;--> statement-breakpoint
CREATE INDEX "changes_by_time" ON "consultation_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "consultation_areas_by_closing" ON "consultation_areas" USING btree ("area_id","closes_at","consultation_id");--> statement-breakpoint
CREATE INDEX "consultation_areas_by_consultation" ON "consultation_areas" USING btree ("consultation_id");--> statement-breakpoint
CREATE INDEX "consultations_by_phase" ON "consultations" USING btree ("status","closes_at","id","opens_at","reported_at","decided_at");--> statement-breakpoint
CREATE INDEX "consultations_unreported" ON "consultations" USING btree ("status","reported_at","closes_at","id","report_due_at");--> statement-breakpoint
CREATE INDEX "consultations_of_authority" ON "consultations" USING btree ("authority_id","closes_at","id");--> statement-breakpoint
CREATE INDEX "consultations_by_revision" ON "consultations" USING btree ("revised_at") WHERE "consultations"."number" is not null;--> statement-breakpoint
CREATE INDEX "contributions_by_kind_and_support" ON "contributions" USING btree ("consultation_id","kind","supports","seq");--> statement-breakpoint
CREATE INDEX "contributions_in_name" ON "contributions" USING btree ("organisation_id","at","id") WHERE "contributions"."organisation_id" is not null;--> statement-breakpoint
CREATE INDEX "disputes_open" ON "disputes" USING btree ("consultation_id","at") WHERE "disputes"."supplement" is null;--> statement-breakpoint
CREATE INDEX "invitations_by_end" ON "invitations" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "letters_by_time" ON "letters" USING btree ("at");--> statement-breakpoint
CREATE INDEX "decisions_by_consultation" ON "moderation_decisions" USING btree ("consultation_id","decided_at");--> statement-breakpoint
CREATE INDEX "notices_read" ON "notices" USING btree ("read_at") WHERE "notices"."read_at" is not null;--> statement-breakpoint
CREATE INDEX "paragraphs_in_order" ON "paragraphs" USING btree ("consultation_id","number");--> statement-breakpoint
CREATE INDEX "queue_by_time" ON "queue_items" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "revocations_waiting" ON "revocations" USING btree ("due_at") WHERE "revocations"."outcome" is null;--> statement-breakpoint
CREATE INDEX "consultations_by_closing" ON "consultations" USING btree ("closes_at","id");--> statement-breakpoint
CREATE INDEX "contributions_by_answer" ON "contributions" USING btree ("consultation_id","answered","seq","channel","tier");--> statement-breakpoint
CREATE INDEX "contributions_by_support" ON "contributions" USING btree ("consultation_id","supports","seq","channel","tier");--> statement-breakpoint
CREATE INDEX "letters_due" ON "letters" USING btree ("sent_at","due_at","id");--> statement-breakpoint
CREATE INDEX "notices_by_account" ON "notices" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "organisations_by_name" ON "organisations" USING btree ("status","sort_key","id");--> statement-breakpoint
CREATE INDEX "queue_by_due" ON "queue_items" USING btree ("centre_id","due_at","contribution_id","reply_id");--> statement-breakpoint
CREATE INDEX "replies_by_contribution" ON "replies" USING btree ("contribution_id","at","id");--> statement-breakpoint
ALTER TABLE "search_entries" ADD COLUMN "vector" tsvector GENERATED ALWAYS AS (to_tsvector('simple', "words")) STORED;--> statement-breakpoint
CREATE INDEX "search_entries_words" ON "search_entries" USING gin ("vector");--> statement-breakpoint
INSERT INTO "search_entries"("place", "kind", "object_id", "words") SELECT row_number() OVER (ORDER BY "announced_at", "id"), 'consultation', "id", translate("folded", '''-«»„“”‘’"()[]{}.,:;!?/\—–…№*&%$#@+=<>|~^_`', repeat(' ', 43)) FROM "consultations" WHERE "folded" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "consultations" DROP COLUMN "folded";--> statement-breakpoint
UPDATE "consultation_areas" SET "closes_at" = coalesce((SELECT "closes_at" FROM "consultations" WHERE "id" = "consultation_areas"."consultation_id"), 0);--> statement-breakpoint
UPDATE "disputes" SET "consultation_id" = (SELECT "consultation_id" FROM "contributions" WHERE "id" = "disputes"."contribution_id");--> statement-breakpoint
UPDATE "moderation_decisions" SET "consultation_id" = (SELECT "consultation_id" FROM "contributions" WHERE "id" = "moderation_decisions"."contribution_id");
