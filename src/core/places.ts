import {
	administeredAuthority,
	administeredCentre,
	authorityChoices,
	ownCentres
} from './administration/queries/places.ts';
import { authorityRecord } from './answers/queries/record.ts';
import { areaAround } from './areas/queries/around.ts';
import { areaList, areasNamed, residences } from './areas/queries.ts';
import { namedPlace } from './areas/queries/place.ts';
import { hromadaList, hromadaOf, hromadasNamed } from './areas/queries/hromadas.ts';
import { findResidence } from './areas/queries/residence.ts';
import { suggestAreas } from './areas/queries/suggest.ts';
import { createAuthority, reviseAuthority } from './authorities/commands.ts';
import { authorityList } from './authorities/queries.ts';
import type { Act } from './binding.ts';
import { createCentre, reviseContact, writeCentre } from './centres/commands.ts';
import { centresByPlace } from './centres/queries/by-place.ts';
import { centreFor, centreList, centrePage } from './centres/queries.ts';
import { authorityPage } from './consultations/queries/authority.ts';
import { beginPlanned } from './plans/commands/begin.ts';
import { dropPlanned, postponePlanned } from './plans/commands/move.ts';
import { publishPlan } from './plans/commands/publish.ts';
import { addPlanned, revisePlanned } from './plans/commands/write.ts';
import { planFeed } from './plans/queries/feed.ts';
import { officePlan, planChoices, plannedPage } from './plans/queries/office.ts';
import { yearPlan } from './plans/queries/plan.ts';

/** What concerns places: where people live, who consults them there and plans to, and who helps them. */
export function bindPlaces(act: Act) {
	return {
		areas: {
			list: act('area.read', areaList),
			residences: act('area.read', residences),
			residence: act('area.read', findResidence),
			named: act('area.read', areasNamed),
			around: act('area.read', areaAround),
			place: act('area.read', namedPlace),
			hromadas: act('area.read', hromadaList),
			hromada: act('area.read', hromadaOf),
			hromadasNamed: act('area.read', hromadasNamed),
			suggest: act('area.read', suggestAreas)
		},
		authorities: {
			list: act('authority.read', authorityList),
			page: act('authority.read', authorityPage),
			record: act('authority.read', authorityRecord),
			/** What the form about one offers. */
			choices: act('authority.write', authorityChoices),
			administered: act('authority.write', administeredAuthority),
			create: act('authority.write', createAuthority),
			revise: act('authority.write', reviseAuthority)
		},
		plans: {
			of: act('authority.read', yearPlan),
			feed: act('authority.read', planFeed),
			office: act('plan.write', officePlan),
			choices: act('plan.write', planChoices),
			planned: act('plan.write', plannedPage),
			add: act('plan.write', addPlanned),
			revise: act('plan.write', revisePlanned),
			postpone: act('plan.write', postponePlanned),
			drop: act('plan.write', dropPlanned),
			publish: act('plan.write', publishPlan),
			begin: act('plan.write', beginPlanned)
		},
		centres: {
			list: act('centre.read', centreList),
			page: act('centre.read', centrePage),
			byPlace: act('centre.read', centresByPlace),
			for: act('centre.read', centreFor),
			administered: act('centre.write', administeredCentre),
			create: act('centre.write', createCentre),
			write: act('centre.write', writeCentre),
			own: act('centre.revise', ownCentres),
			revise: act('centre.revise', reviseContact)
		}
	};
}
