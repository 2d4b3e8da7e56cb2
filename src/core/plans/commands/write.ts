import { eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { authorityBySlug } from '../../authorities/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { may } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { checkedPlanned, type TypedPlanned } from '../checks.ts';
import { publishedAt } from '../queries/published.ts';
import { changeable, keepChange, tell, type OnPlanned } from './planned.ts';

/**
 * Plans a consultation for a quarter, as `2027-1`. Where the plan of that year is out already, everybody sees it at
 * once, marked as added later. Refuses `not_found`, `not_allowed`, `invalid_input`.
 */
export async function addPlanned(
	store: Store,
	actor: Actor,
	{ key, ...input }: TypedPlanned & { authority: string; quarter: string; key?: string | undefined }
): Promise<{ id: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'plan.write', body: input }, async () => {
			const { db, t, now } = writer;
			const authority = await authorityBySlug(writer, input.authority);
			if (!may('plan.write', account, { authorityId: authority.id }))
				throw new Refusal('not_allowed');
			const { planned, time } = await checkedPlanned(writer, authority, input, input.quarter);
			const isOut = (await publishedAt(writer, authority.id, time!.year)) !== null;
			const id = newId(now());
			await db.insert(t.plannedConsultations).values({
				id,
				authorityId: authority.id,
				...time!,
				...planned,
				publishedAt: isOut ? now() : null,
				addedLater: isOut,
				version: 1
			});
			const type = isOut ? 'plan.added' : 'plan.prepared';
			tell(writer, account, authority.id, type, { quarter: time! });
			return { id };
		})
	);
}

/**
 * Puts it into other words. Its quarter changes so only while the plan is in preparation: afterwards it is postponed,
 * with a reason. Refuses as `addPlanned`, and `version_conflict`, `not_now`.
 */
export async function revisePlanned(
	store: Store,
	actor: Actor,
	{ key, ...input }: TypedPlanned & OnPlanned & { quarter: string }
): Promise<null> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'plan.write', body: input }, async () => {
			const { row, authority } = await changeable(writer, account, input);
			const isOut = row.publishedAt !== null;
			const { quarter } = input;
			const checked = await checkedPlanned(writer, authority, input, isOut ? undefined : quarter);
			const { db, t } = writer;
			const { planned, time = { year: row.year, quarter: row.quarter } } = checked;
			if (isOut && wordsOf(planned) !== wordsOf(row)) await keepChange(writer, row, 'reworded', '');
			await db
				.update(t.plannedConsultations)
				.set({ ...planned, ...time, version: row.version + 1 })
				.where(eq(t.plannedConsultations.id, row.id));
			const type = isOut ? 'plan.reworded' : 'plan.prepared';
			tell(writer, account, authority.id, type, { quarter: time });
			return null;
		})
	);
}

const wordsOf = ({ title: { uk, pl, en }, why }: { title: Partial<Trilingual>; why: string }) =>
	JSON.stringify([uk, pl, en, why]);
