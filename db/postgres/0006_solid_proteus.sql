CREATE TABLE "follows" (
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"target_id" text NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "follows_account_id_kind_target_id_pk" PRIMARY KEY("account_id","kind","target_id"),
	CONSTRAINT "follow_kind" CHECK ("follows"."kind" in ('consultation', 'authority', 'area'))
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notice_kind";--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follows_by_target" ON "follows" USING btree ("kind","target_id","account_id");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notice_kind" CHECK ("notices"."kind" in ('statement_of_reasons', 'appeal_decided', 'appeal_received', 'answer_given', 'answer_supplemented', 'replied', 'announced', 'closes_soon', 'dates_changed', 'cancelled', 'report_published', 'decision_recorded', 'verified', 'verification_revoked', 'verification_expires', 'revocation_decided', 'verification_clash', 'ballot_joined', 'role_granted', 'role_ended', 'organisation_decided', 'representative_changed'));