import type { Writer } from '#storage/storage.ts';
import { newId } from '../kernel/ids.ts';
import type { Lang } from '../kernel/text.ts';
import type { LetterKind } from './model.ts';

export interface Letter {
	kind: LetterKind;
	/** An e-mail address. */
	to: string;
	language: Lang;
	/** Whose it is; null for somebody without an account. */
	accountId: string | null;
	/** What its text names: a name, a path of the site with its code. Never anything about others. */
	values: Record<string, string>;
}

/**
 * Puts a letter into the outbox, in the transaction of the act itself. Sealed: links in it open accounts, and the
 * database shows them to nobody.
 */
export async function queueLetter(
	{ db, t, keys, now }: Writer,
	{ kind, accountId, ...content }: Letter
): Promise<void> {
	const id = newId(now());
	await db.insert(t.letters).values({
		id,
		kind,
		accountId,
		sealed: keys.seal(JSON.stringify(content), `letter ${id}`),
		at: now(),
		dueAt: now(),
		tries: 0
	});
}
