import { eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { beginDraft, draftRow } from '../../consultations/commands/draft.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { once } from '../../register/commands.ts';
import { changeable, tell, type OnPlanned } from './planned.ts';

/**
 * Makes it a draft with all that the plan knows of it, or says that a draft which is there already is what was planned:
 * once announced, the plan leads to it. Refuses `not_found`, `not_allowed`, `version_conflict`, `not_now`,
 * `already_announced`.
 */
export async function beginPlanned(
	store: Store,
	actor: Actor,
	{ key, ...input }: OnPlanned & { draftId?: string | undefined }
): Promise<{ draftId: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'plan.write', body: input }, async () => {
			const { row, authority } = await changeable(writer, account, input);
			if (row.consultationId !== null) throw new Refusal('not_now');
			const { db, t } = writer;
			const { title, topic, areaIds, why } = row;
			const draft = { title, topic: topic ?? ('' as const), areaIds, why };
			const draftId = input.draftId
				? (await draftRow(writer, account, { id: input.draftId })).id
				: (await beginDraft(writer, account, authority, draft)).id;
			const taken = await db.$count(
				t.plannedConsultations,
				eq(t.plannedConsultations.consultationId, draftId)
			);
			if (taken > 0) throw new Refusal('not_now');
			await db
				.update(t.plannedConsultations)
				.set({ consultationId: draftId, version: row.version + 1 })
				.where(eq(t.plannedConsultations.id, row.id));
			// That a draft was begun is on record already.
			if (input.draftId) tell(writer, account, authority.id, 'plan.prepared', { quarter: row });
			return { draftId };
		})
	);
}
