import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Trilingual } from '../../kernel/text.ts';

/** Somebody who speaks for an organisation. */
export interface Representative {
	accountId: string;
	name: string;
	post: string;
	since: number;
}

/** The centre where a letter is, or was, shown. */
export interface CheckedAt {
	slug: string;
	name: Trilingual;
}

/** Who speaks for it, the longest serving first. */
export function representatives(
	{ db, t }: Reader,
	organisationId: string
): Promise<Representative[]> {
	return db
		.select({
			accountId: t.representatives.accountId,
			name: t.accounts.name,
			post: t.representatives.post,
			since: t.representatives.since
		})
		.from(t.representatives)
		.innerJoin(t.accounts, eq(t.accounts.id, t.representatives.accountId))
		.where(eq(t.representatives.organisationId, organisationId))
		.orderBy(asc(t.representatives.since), asc(t.representatives.accountId));
}
