import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { authorityBySlug, type Authority } from '../../authorities/queries.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { refuseStale } from '../../kernel/versions.ts';
import { once } from '../../register/commands.ts';
import { emptyDraft, type Draft } from '../content.ts';
import { tidied } from '../drafts.ts';
import { mayDraft } from '../policy.ts';

export interface StartDraft {
	/** Slug of the authority. */
	authority: string;
	draft?: Partial<Draft>;
	key?: string | undefined;
}

/** A new draft of an authority. Refuses `not_found`, `not_allowed`, `invalid_input`. */
export async function startDraft(
	store: Store,
	actor: Actor,
	{ authority: slug, draft = {}, key }: StartDraft
): Promise<{ id: string; version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(
			writer,
			account,
			{ key, action: 'draft.write', body: { authority: slug, draft } },
			async () => {
				const authority = await authorityBySlug(writer, slug);
				return beginDraft(writer, account, authority, draft);
			}
		)
	);
}

/** The same within another command. Refuses `not_allowed`, `invalid_input`. */
export async function beginDraft(
	{ db, t, now, emit }: Writer,
	account: AccountActor,
	authority: Authority,
	draft: Partial<Draft>
): Promise<{ id: string; version: number }> {
	if (!mayDraft(account, { authorityId: authority.id })) throw new Refusal('not_allowed');
	const id = newId(now());
	const written: Draft = {
		...emptyDraft,
		ruleProfileId: authority.defaultProfileId,
		hostCentreId: authority.hostCentreId,
		decidingBody: authority.decidingBody,
		areaIds: [authority.areaId],
		...tidied(draft)
	};
	await db.insert(t.consultations).values({
		id,
		authorityId: authority.id,
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
	emit({
		type: 'consultation.drafted',
		topic: null,
		kind: 'consultation',
		id,
		version: 1,
		as: roleIn(account, authority.id)
	});
	return { id, version: 1 };
}

export interface ReviseDraft {
	id: string;
	/** The fields that change; the others stay. */
	draft: Partial<Draft>;
	/** The version that was looked at: two officials do not overwrite each other unasked. */
	version?: number | undefined;
	key?: string | undefined;
}

/** Keeps what an official has written, complete or not. Refuses `not_found`, `not_allowed`, `already_announced`, `version_conflict`, `invalid_input` for what is no text. */
export async function reviseDraft(
	store: Store,
	actor: Actor,
	{ key, ...input }: ReviseDraft
): Promise<{ version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'draft.write', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const { id, draft } = input;
			const current = await draftRow(writer, account, input);
			const version = current.version + 1;
			await db
				.update(t.consultations)
				.set({ draft: { ...current.draft, ...tidied(draft) }, version, revisedAt: now() })
				.where(eq(t.consultations.id, id));
			emit({
				type: 'consultation.revised',
				topic: null,
				kind: 'consultation',
				id,
				version,
				as: roleIn(account, current.authorityId)
			});
			return { version };
		})
	);
}

/**
 * A draft, for those who may change it, at the version they looked at. Refuses `not_found`, `not_allowed`,
 * `already_announced`, `version_conflict`.
 */
export async function draftRow(
	{ db, t }: Writer,
	account: AccountActor,
	{ id, version }: { id: string; version?: number | undefined }
) {
	const [row] = await db.select().from(t.consultations).where(eq(t.consultations.id, id));
	if (!row) throw new Refusal('not_found');
	if (!mayDraft(account, row)) throw new Refusal('not_allowed');
	if (row.status !== 'draft' || !row.draft) throw new Refusal('already_announced');
	refuseStale(row.version, version);
	return { ...row, draft: row.draft };
}
