import { and, eq, isNull } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { authorityBySlug } from '../../authorities/queries.ts';
import { roleIn, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { may } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';

/**
 * Everybody sees the plan of a year from now on, and what comes into it later is marked so. A plan in which nothing
 * stands is none. Refuses `not_found`, `not_allowed`, `not_now`, `already_announced`.
 */
export async function publishPlan(
	store: Store,
	actor: Actor,
	{ key, ...input }: { authority: string; year: number; key?: string | undefined }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'plan.write', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const { year } = input;
			const { id: authorityId } = await authorityBySlug(writer, input.authority);
			if (!may('plan.write', account, { authorityId })) throw new Refusal('not_allowed');
			const [published] = await db
				.insert(t.yearPlans)
				.values({ authorityId, year, publishedAt: now() })
				.onConflictDoNothing()
				.returning({ year: t.yearPlans.year });
			if (!published) throw new Refusal('already_announced');
			const planned = t.plannedConsultations;
			const rows = await db
				.update(planned)
				.set({ publishedAt: now() })
				.where(
					and(
						eq(planned.authorityId, authorityId),
						eq(planned.year, year),
						isNull(planned.publishedAt)
					)
				)
				.returning({ id: planned.id });
			if (rows.length === 0) throw new Refusal('not_now');
			emit({
				type: 'plan.published',
				topic: null,
				kind: 'authority',
				id: authorityId,
				version: 1,
				as: roleIn(account, authorityId),
				details: { year, planned: rows.length }
			});
			return null;
		})
	);
}
