DROP TABLE "search_entries";--> statement-breakpoint
CREATE TABLE "search_entries" (
	"place" integer PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"object_id" text NOT NULL,
	"consultation_id" text NOT NULL,
	"heads" text NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "search_kind" CHECK ("search_entries"."kind" in ('consultation', 'document', 'contribution', 'answer'))
);
--> statement-breakpoint
ALTER TABLE "consultations" ADD COLUMN "topic" text;--> statement-breakpoint
CREATE INDEX "consultations_by_topic" ON "consultations" USING btree ("topic","closes_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "search_entries_object" ON "search_entries" USING btree ("kind","object_id");--> statement-breakpoint
CREATE INDEX "search_entries_in_order" ON "search_entries" USING btree ("kind","place");--> statement-breakpoint
ALTER TABLE "search_entries" ADD COLUMN "vector" tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple', "heads"), 'A') || to_tsvector('simple', "words")) STORED;--> statement-breakpoint
CREATE INDEX "search_entries_words" ON "search_entries" USING gin ("vector");--> statement-breakpoint
INSERT INTO "meta"("key", "value") SELECT 'search_todo', '' WHERE EXISTS (SELECT 1 FROM "consultations" WHERE "number" IS NOT NULL);
