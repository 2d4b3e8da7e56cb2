ALTER TABLE "audit_entries" RENAME COLUMN "id" TO "key";--> statement-breakpoint
ALTER TABLE "audit_entries" DROP CONSTRAINT "audit_entries_pkey";--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_key_pk" PRIMARY KEY("actor","key");--> statement-breakpoint
ALTER TABLE "audit_entries" ALTER COLUMN "kind" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ALTER COLUMN "object_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ALTER COLUMN "object_version" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "body_mac" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "result" json;--> statement-breakpoint
INSERT INTO "audit_entries"("actor", "key", "at", "action", "body_mac", "result") SELECT "actor", "key", "at_hour"::bigint * 3600000, "action", "body_mac", "result" FROM "idempotency";--> statement-breakpoint
DROP TABLE "idempotency" CASCADE;
