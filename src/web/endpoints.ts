import type { Action } from '#core/permissions/matrix.ts';

/** What a `+server.ts` does, by the methods that it exports. */
export type Endpoint = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Action>>;

/** Every file beside the pages, by its folder in `routes`. */
export const endpoints = {
	'/(account)/account/data/export.json': { GET: 'data.export' },
	'/(public)/organisations/[slug]/feed.atom': { GET: 'organisation.read' },
	'/(public)/authorities/[slug]/dates.ics': { GET: 'authority.read' },
	'/(public)/authorities/[slug]/feed.atom': { GET: 'authority.read' },
	'/(public)/dates.ics': { GET: 'consultation.read' },
	'/(public)/feed.atom': { GET: 'consultation.read' },
	'/(public)/late.csv': { GET: 'consultation.read' },
	'/(public)/log.csv': { GET: 'log.read' },
	'/(public)/moderation/decisions.csv': { GET: 'log.read' },
	'/(public)/moderation/times.csv': { GET: 'log.read' },
	'/(public)/consultations/[number]/dates.ics': { GET: 'consultation.read' },
	'/(public)/consultations/[number]/feed.atom': { GET: 'consultation.read' },
	'/(public)/consultations/[number]/report.csv': { GET: 'report.read' },
	'/(public)/consultations/[number]/report.json': { GET: 'report.read' },
	'/(public)/c/[number]': { GET: 'consultation.read' },
	'/(public)/embed/consultations/[number]': { GET: 'consultation.read' },
	'/desk/log.csv': { GET: 'log.readWhole' },
	'/office/log.csv': { GET: 'log.readWhole' },
	'/admin/log.csv': { GET: 'log.readWhole' }
} as const satisfies Record<string, Endpoint>;
