import { buildTables } from '../src/storage/schema.ts';
import { sqliteKit } from '../src/storage/kit.ts';

/** drizzle-kit sees named exports only; a test compares them with the database. */
export const {
	areas,
	authorities,
	centres,
	centreAreas,
	persons,
	accounts,
	roles,
	sessions,
	organisations,
	representatives,
	ruleProfiles,
	consultations,
	consultationAreas,
	paragraphs,
	contributions,
	polls,
	ballots,
	flags,
	queueItems,
	moderationDecisions,
	meta,
	topics,
	liveEvents,
	auditEntries,
	outbox
} = buildTables(sqliteKit);
