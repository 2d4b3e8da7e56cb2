import { administrationPages } from './administration.ts';
import { consultationPages } from './consultations.ts';
import { deskPages } from './desk.ts';
import type { PagesOf } from './model.ts';
import { officePages } from './office.ts';
import { organisationPages } from './organisations.ts';
import { ownDataPages } from './own-data.ts';
import { publicPages } from './public.ts';
import { residentPages } from './resident.ts';
import { verificationPages } from './verification.ts';

/** Every table of pages, each proved by a file in `tests/pages/every-page`. */
export const allPages: readonly PagesOf[] = [
	administrationPages,
	consultationPages,
	deskPages,
	officePages,
	organisationPages,
	ownDataPages,
	publicPages,
	residentPages,
	verificationPages
];
