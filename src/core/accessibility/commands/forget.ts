import { and, inArray, isNull, lte } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';

/** The words of requests that were answered before that instant, at most so many at once; answers how many went. */
export async function forgetRequests(
	{ db, t, now }: Writer,
	before: number,
	atOnce: number
): Promise<number> {
	const { accessibilityRequests: one } = t;
	const due = db
		.select({ id: one.id })
		.from(one)
		.where(and(lte(one.answeredAt, before), isNull(one.erasedAt)))
		.limit(atOnce);
	const gone = await db
		.update(one)
		.set({
			accountId: null,
			sealed: null,
			page: '',
			what: '',
			wish: '',
			delayReason: null,
			answer: null,
			erasedAt: now()
		})
		.where(inArray(one.id, due))
		.returning({ id: one.id });
	return gone.length;
}
