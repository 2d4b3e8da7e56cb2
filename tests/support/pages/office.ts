import type { Demo } from '../server.ts';
import { open } from './consultations.ts';
import type { Pages } from './model.ts';

const steps = ['subject', 'change', 'reasons', 'options', 'document', 'polls', 'rules', 'people'];
const inbox = `/office${open}`;

/** What an authority sees: drafts, answers, dates, the report and the decision. */
export async function officePages(demo: Demo): Promise<Pages> {
	const official = await demo.signedIn('official.zhydachiv');
	const draft = await official('POST', '/consultations', { authority: 'zhydachiv-rada' });
	const { id } = draft.body as { id: string };
	const { db, t } = demo.app.storage;
	const planned = (await db.select().from(t.plannedConsultations)).find(
		(one) => one.authorityId === 'zhydachiv-rada' && one.droppedAt === null && !one.consultationId
	)!.id;
	return {
		'official.zhydachiv': [
			'/office',
			'/office/log',
			'/office/plan',
			'/office/plan/new',
			`/office/plan/${planned}`,
			`/office/plan/${planned}/postpone`,
			`/office/plan/${planned}/drop`,
			`/office/drafts/${id}`,
			...steps.map((step) => `/office/drafts/${id}/${step}?check`),
			inbox,
			`${inbox}/answer`,
			`${inbox}/answer?c=1&c=5`,
			`${inbox}/report`,
			`${inbox}/report/publish`,
			`${inbox}/decision`,
			`${inbox}/dates`,
			`${inbox}/dates/extend`,
			`${inbox}/dates/suspend`,
			`${inbox}/dates/resume`,
			`${inbox}/dates/cancel`
		]
	};
}
