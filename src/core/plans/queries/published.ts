import { and, eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';

/** When the authority published its plan for that year; null as long as it has not. */
export async function publishedAt(
	{ db, t }: Reader,
	authorityId: string,
	year: number
): Promise<number | null> {
	const [plan] = await db
		.select({ at: t.yearPlans.publishedAt })
		.from(t.yearPlans)
		.where(and(eq(t.yearPlans.authorityId, authorityId), eq(t.yearPlans.year, year)));
	return plan?.at ?? null;
}
