import type { RequestEvent } from '@sveltejs/kit';
import type { ExportedContribution } from '#core/answers/queries/export.ts';
import type { Report } from '#core/answers/queries/report.ts';
import { isRefusal } from '#core/kernel/errors.ts';
import { nothingHere } from '#lib/feeds/document.ts';
import { words } from '#messages/generated/messages.js';

interface Published {
	report: Report;
	contributions: ExportedContribution[];
}

/** Gives a published report with the contributions that it counts; before that, and elsewhere, plain words. */
export async function withReport(
	{ locals: { app, actor, lang }, params }: RequestEvent<{ number: string }>,
	answer: (published: Published) => Response
): Promise<Response> {
	const { number } = params;
	try {
		const report = await app.reports.page(actor, { number });
		return answer({ report, contributions: await app.reports.export(actor, { number }) });
	} catch (refusal) {
		const m = words(lang).error_page;
		if (isRefusal(refusal) && refusal.code === 'no_report') return nothingHere(m.no_report());
		if (isRefusal(refusal) && refusal.code === 'not_found') return nothingHere(m.not_found());
		throw refusal;
	}
}

export const licence = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' };
