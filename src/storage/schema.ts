import { accessibilityTables } from '#core/accessibility/tables.ts';
import { accountTables } from '#core/accounts/tables.ts';
import { administrationTables } from '#core/administration/tables.ts';
import { answerTables } from '#core/answers/tables.ts';
import { areaTables } from '#core/areas/tables.ts';
import { assistanceTables } from '#core/assistance/tables.ts';
import { authorityTables } from '#core/authorities/tables.ts';
import { centreTables } from '#core/centres/tables.ts';
import { consultationTables } from '#core/consultations/tables.ts';
import { contributionTables } from '#core/contributions/tables.ts';
import { followTables } from '#core/follows/tables.ts';
import { mailTables } from '#core/mail/tables.ts';
import { moderationTables } from '#core/moderation/tables.ts';
import { notificationTables } from '#core/notifications/tables.ts';
import { organisationTables } from '#core/organisations/tables.ts';
import { planTables } from '#core/plans/tables.ts';
import { pollTables } from '#core/polls/tables.ts';
import { privacyTables } from '#core/privacy/tables.ts';
import { registerTables } from '#core/register/tables.ts';
import { verificationTables } from '#core/verification/tables.ts';
import type { Kit } from './kit.ts';
import { searchTables } from './search.ts';

/** Every table of the application, built for one database. Order follows the foreign keys. */
export function buildTables(kit: Kit) {
	const areas = areaTables(kit);
	const authorities = authorityTables(kit, areas);
	const centres = centreTables(kit, areas);
	const accounts = accountTables(kit, areas, centres);
	const organisations = organisationTables(kit, areas, accounts);
	const consultations = consultationTables(kit, areas, authorities, centres);
	const contributions = contributionTables(kit, areas, accounts, organisations, consultations);
	return {
		...areas,
		...authorities,
		...centres,
		...accounts,
		...organisations,
		...consultations,
		...contributions,
		...planTables(kit, authorities, consultations),
		...pollTables(kit, consultations),
		...moderationTables(kit, accounts, centres, contributions),
		...assistanceTables(kit, accounts, centres, contributions),
		...answerTables(kit, accounts, consultations, contributions),
		...notificationTables(kit, accounts, consultations, contributions),
		...followTables(kit, accounts),
		...verificationTables(kit, accounts, centres),
		...administrationTables(kit, accounts, contributions),
		...accessibilityTables(kit, accounts),
		...privacyTables(kit, accounts),
		...mailTables(kit, accounts),
		...registerTables(kit),
		...searchTables(kit)
	};
}
export type Tables = ReturnType<typeof buildTables>;
