import { eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { isResidence } from '../../areas/model.ts';
import { displays } from '../../contributions/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { langs } from '../../kernel/text.ts';
import { refuseStale } from '../../kernel/versions.ts';
import { once } from '../../register/commands.ts';

export interface ChangeAccount {
	name: string;
	/** How the author is shown unless they choose otherwise. */
	display: string;
	/** Of letters, and of what is written for the account. */
	language: string;
	/** Where one declares to live; left out where it stays. */
	areaId?: string | undefined;
	/** The version that was changed: what another tab has saved is not overwritten unasked. */
	version?: number | undefined;
	key?: string | undefined;
}

/**
 * What an owner changes about themselves; what was written before keeps the name of its day. Where a person was
 * verified to live, only a centre changes: refuses `invalid_input` (name, display, language, areaId),
 * `already_verified`, `version_conflict`.
 */
export async function changeAccount(
	store: Store,
	actor: Actor,
	{ key, ...input }: ChangeAccount
): Promise<void> {
	const account = signedIn(actor);
	await store.write(account, (writer) =>
		once(writer, account, { key, action: 'account.change', body: input }, async () => {
			const { db, t, emit } = writer;
			const [before] = await db.select().from(t.accounts).where(eq(t.accounts.id, account.id));
			refuseStale(before!.version, input.version);
			const fields = createFields();
			const name = fields.name('name', input.name);
			const display = fields.oneOf('display', input.display, displays);
			const language = fields.oneOf('language', input.language, langs);
			const areaId = input.areaId ?? before!.areaId;
			if (areaId !== before!.areaId) {
				if (before!.personId !== null) throw new Refusal('already_verified');
				const [area] = await db.select().from(t.areas).where(eq(t.areas.id, areaId));
				if (!area || !isResidence(area.kind)) fields.wrong('areaId', 'unknown_place');
			}
			fields.refuseIfWrong();
			const after = { name, display, language, areaId };
			const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
				(one) => after[one] !== before![one]
			);
			if (changed.length === 0) return null;
			const version = before!.version + 1;
			await db
				.update(t.accounts)
				.set({ ...after, version })
				.where(eq(t.accounts.id, account.id));
			emit({
				type: 'account.changed',
				topic: null,
				kind: 'account',
				id: account.id,
				version,
				about: account.id,
				details: { changed: changed.join(' ') }
			});
			return null;
		})
	);
}
