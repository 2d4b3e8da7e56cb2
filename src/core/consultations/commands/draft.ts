import { eq, sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { authorityById } from '../../authorities/queries.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { once } from '../../register/commands.ts';
import { emptyDraft, type Draft } from '../content.ts';
import { tidied } from '../drafts.ts';
import { mayDraft } from '../policy.ts';

/** A new draft of an authority. Refuses `not_allowed`, `not_found`. */
export async function startDraft(
	store: Store,
	actor: Actor,
	{ authorityId, draft, key }: { authorityId: string; draft?: Partial<Draft>; key?: string }
): Promise<{ id: string; version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(
			writer,
			account,
			{ key, action: 'draft.write', body: { authorityId, draft } },
			async () => {
				if (!mayDraft(account, { authorityId })) throw new Refusal('not_allowed');
				const { db, t, now, emit } = writer;
				const authority = await authorityById(writer, authorityId);
				const id = newId(now());
				const written: Draft = {
					...emptyDraft,
					ruleProfileId: authority.defaultProfileId,
					hostCentreId: authority.hostCentreId,
					decidingBody: authority.decidingBody,
					areaIds: [authority.areaId],
					...tidied(draft ?? {})
				};
				await db.insert(t.consultations).values({
					id,
					authorityId,
					status: 'draft',
					draft: written,
					version: 1,
					revisedAt: now(),
					lastSeq: 0,
					opinions: 0,
					proposals: 0,
					remarks: 0,
					questions: 0
				});
				emit({ type: 'consultation.drafted', topic: null, kind: 'consultation', id, version: 1 });
				return { id, version: 1 };
			}
		)
	);
}

export interface ReviseDraft {
	id: string;
	/** The fields that change; the others stay. */
	draft: Partial<Draft>;
	/** The version that was looked at: two officials do not overwrite each other unasked. */
	version: number;
}

/** Keeps what an official has written, complete or not. Refuses `not_found`, `not_allowed`, `already_announced`, `version_conflict`, `invalid_input` for what is no text. */
export async function reviseDraft(
	store: Store,
	actor: Actor,
	{ id, draft, version }: ReviseDraft
): Promise<{ version: number }> {
	const account = signedIn(actor);
	return store.write(account, async (writer) => {
		const { db, t, now, emit } = writer;
		const current = await draftRow(writer, account, id);
		if (current.version !== version)
			throw new Refusal('version_conflict', { version: current.version });
		await db
			.update(t.consultations)
			.set({
				draft: { ...current.draft, ...tidied(draft) },
				version: sql`${t.consultations.version} + 1`,
				revisedAt: now()
			})
			.where(eq(t.consultations.id, id));
		emit({
			type: 'consultation.revised',
			topic: null,
			kind: 'consultation',
			id,
			version: version + 1
		});
		return { version: version + 1 };
	});
}

/** A draft, for those who may change it. Refuses `not_found`, `not_allowed`, `already_announced`. */
export async function draftRow(writer: Writer, account: AccountActor, id: string) {
	const { db, t } = writer;
	const [row] = await db.select().from(t.consultations).where(eq(t.consultations.id, id));
	if (!row) throw new Refusal('not_found');
	if (!mayDraft(account, row)) throw new Refusal('not_allowed');
	if (row.status !== 'draft' || !row.draft) throw new Refusal('already_announced');
	return { ...row, draft: row.draft };
}
