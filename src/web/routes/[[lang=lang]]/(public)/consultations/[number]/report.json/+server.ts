import { documentOf } from '#lib/feeds/document.ts';
import { licence, withReport } from '../published.ts';
import type { RequestHandler } from './$types';

/** The report and every contribution, for programs; times are ISO 8601. */
export const GET: RequestHandler = (event) =>
	withReport(event, ({ report, contributions }) => {
		const { consultation, authority, hostCentre, ...rest } = report;
		const { announcedAt, opensAt, closesAt, reportDueAt, ...about } = consultation;
		const body = {
			...(event.locals.app.options.demo && { note: 'Demo' }),
			licence,
			consultation: {
				...about,
				announcedAt: iso(announcedAt),
				opensAt: iso(opensAt),
				closesAt: iso(closesAt),
				reportDueAt: iso(reportDueAt)
			},
			authority: { slug: authority.slug, name: authority.name },
			centre: { slug: hostCentre.slug, name: hostCentre.name },
			report: {
				...rest,
				publishedAt: iso(rest.publishedAt),
				answers: rest.answers.map((one) => ({ ...one, at: iso(one.at) })),
				earlier: rest.earlier.map((one) => ({ ...one, publishedAt: iso(one.publishedAt) })),
				decision: rest.decision && {
					...rest.decision,
					recordedAt: iso(rest.decision.recordedAt)
				}
			},
			contributions: contributions.map((one) => ({ ...one, at: iso(one.at) }))
		};
		return documentOf(`${JSON.stringify(body, null, '\t')}\n`, {
			type: 'application/json; charset=utf-8',
			name: `${consultation.number}.json`
		});
	});

const iso = (at: number) => new Date(at).toISOString();
