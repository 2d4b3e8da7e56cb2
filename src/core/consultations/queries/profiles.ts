import { asc, desc, eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { RuleProfile } from '../model.ts';

/** The rule profiles as they stand: of each its latest version. */
export function ruleProfiles(store: Store): Promise<RuleProfile[]> {
	return store.read(profiles);
}

export async function profiles({ db, t }: Reader): Promise<RuleProfile[]> {
	const rows = await db
		.select()
		.from(t.ruleProfiles)
		.orderBy(asc(t.ruleProfiles.id), asc(t.ruleProfiles.version));
	return [...new Map(rows.map(({ id, profile }) => [id, profile])).values()];
}

/** Refuses `not_found`. */
export async function latestProfile({ db, t }: Reader, id: string): Promise<RuleProfile> {
	const [row] = await db
		.select()
		.from(t.ruleProfiles)
		.where(eq(t.ruleProfiles.id, id))
		.orderBy(desc(t.ruleProfiles.version))
		.limit(1);
	if (!row) throw new Refusal('not_found');
	return row.profile;
}
