import type { FastifyInstance } from 'fastify';
import { sessionRoutes } from '#core/accounts/api.ts';
import { answerRoutes } from '#core/answers/api/answers.ts';
import { reportRoutes } from '#core/answers/api/reports.ts';
import type { App } from '#core/app.ts';
import { areaRoutes } from '#core/areas/api.ts';
import { entryRoutes } from '#core/assistance/api.ts';
import { authorityRoutes } from '#core/authorities/api.ts';
import { centreRoutes } from '#core/centres/api.ts';
import { consultationRoutes } from '#core/consultations/api/consultations.ts';
import { courseRoutes } from '#core/consultations/api/course.ts';
import { draftRoutes } from '#core/consultations/api/drafts.ts';
import { contributionRoutes } from '#core/contributions/api/contributions.ts';
import { ownContributionRoutes } from '#core/contributions/api/own.ts';
import { receiptRoutes } from '#core/contributions/api/receipts.ts';
import { replyRoutes } from '#core/contributions/api/replies.ts';
import { followRoutes } from '#core/follows/api.ts';
import { appealRoutes } from '#core/moderation/api/appeals.ts';
import { moderationRoutes } from '#core/moderation/api/desk.ts';
import { noticeRoutes } from '#core/notifications/api.ts';
import { organisationRoutes } from '#core/organisations/api.ts';
import { permissionRoutes } from '#core/permissions/api.ts';
import { planRoutes } from '#core/plans/api.ts';
import { pollRoutes } from '#core/polls/api.ts';

/** Version 1 of the API: each feature brings its own routes. */
export async function featureRoutes(api: FastifyInstance, app: App): Promise<void> {
	for (const routes of [
		sessionRoutes,
		areaRoutes,
		authorityRoutes,
		planRoutes,
		centreRoutes,
		organisationRoutes,
		permissionRoutes,
		consultationRoutes,
		draftRoutes,
		courseRoutes,
		contributionRoutes,
		ownContributionRoutes,
		replyRoutes,
		receiptRoutes,
		entryRoutes,
		answerRoutes,
		reportRoutes,
		pollRoutes,
		moderationRoutes,
		appealRoutes,
		noticeRoutes,
		followRoutes
	])
		await api.register(routes(app), { prefix: '/v1' });
}
