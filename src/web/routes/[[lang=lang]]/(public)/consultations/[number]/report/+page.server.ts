import { error } from '@sveltejs/kit';
import { decisionMissingAt } from '#core/answers/model.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { topicOfConsultation } from '#core/kernel/events.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

/** Up to so many contributions the report prints the words of each; beyond, they are a link away. */
const mostTexts = 300;

export const load: PageServerLoad = async ({
	locals: { app, actor, lang, keep },
	params: { number }
}) => {
	const report = await orNotFound(app.reports.page(actor, { number }).catch(noReportYet));
	const { paragraphs, reportedAt } = await app.consultations.page(actor, { number });
	keep({
		topics: [topicOfConsultation(number)],
		changesAt: reportedAt === null ? [] : [decisionMissingAt(reportedAt)]
	});
	const all = await app.reports.export(actor, { number });
	const texts =
		all.length > mostTexts
			? {}
			: Object.fromEntries(
					all.map(({ number, kind, text, state }) => [
						Number(number.split('/')[1]),
						{ kind, text, state }
					])
				);
	const { name, slug, phone } = report.hostCentre;
	return {
		report,
		paragraphs: paragraphs.map(({ id, number }) => ({ id, number })),
		texts,
		help: { name: name[lang], slug, phone }
	};
};

function noReportYet(refusal: unknown): never {
	if (isRefusal(refusal) && refusal.code === 'no_report') error(404, { message: 'no_report' });
	throw refusal;
}
