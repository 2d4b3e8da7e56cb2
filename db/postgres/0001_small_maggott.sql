ALTER TABLE "polls" ADD COLUMN "area_ids" json;--> statement-breakpoint
UPDATE "polls" SET "area_ids" = (SELECT "content"->'areaIds' FROM "consultations" WHERE "consultations"."id" = "polls"."consultation_id");--> statement-breakpoint
ALTER TABLE "polls" ALTER COLUMN "area_ids" SET NOT NULL;
