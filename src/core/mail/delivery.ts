import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Reader, Store, Writer } from '#storage/storage.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Lang } from '../kernel/text.ts';
import { lease, waits, type LetterKind } from './model.ts';

/** A letter that is to be sent now, by whoever took it. */
export interface DueLetter {
	id: string;
	kind: LetterKind;
	to: string;
	language: Lang;
	values: Record<string, string>;
	/** This one included. */
	tries: number;
}

/**
 * Takes the letter that has waited longest, so that no other process sends it; null when none is due. Whoever takes
 * one and dies leaves it to be taken again.
 */
export async function takeLetter(store: Store, actor: Actor): Promise<DueLetter | null> {
	// Most of the time there is none, and a look costs no commit.
	if (!(await nextDue(store))) return null;
	const take = async (writer: Writer) => {
		const { db, t, keys, now } = writer;
		const due = await nextDue(writer);
		if (!due) return null;
		const { id, kind, sealed } = due;
		const tries = due.tries + 1;
		await db
			.update(t.letters)
			.set({ dueAt: now() + lease, tries })
			.where(eq(t.letters.id, id));
		const content = JSON.parse(keys.open(sealed!, `letter ${id}`)) as Omit<
			DueLetter,
			'id' | 'kind' | 'tries'
		>;
		return { id, kind, tries, ...content };
	};
	return store.write(actor, take, { quiet: true });
}

async function nextDue({ db, t, now }: Reader) {
	const { sentAt, sealed, dueAt, id } = t.letters;
	const [due] = await db
		.select()
		.from(t.letters)
		.where(and(isNull(sentAt), isNotNull(sealed), lte(dueAt, now())))
		.orderBy(asc(dueAt), asc(id))
		.limit(1);
	return due;
}

/** What it said is forgotten as soon as it is on its way. */
export async function letterSent(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<void> {
	await store.write(
		actor,
		({ db, t, now }) =>
			db
				.update(t.letters)
				.set({ sentAt: now(), sealed: null, problem: null })
				.where(eq(t.letters.id, id)),
		{ quiet: true }
	);
}

/**
 * Puts it back for a later try, or gives it up after the last one; then only its kind and the problem are kept.
 * `problem` is a code, never the words of the mail server: those name the receiver.
 */
export async function letterFailed(
	store: Store,
	actor: Actor,
	{ id, problem, tries }: { id: string; problem: string; tries: number }
): Promise<{ givenUp: boolean }> {
	const wait = waits[tries - 1];
	await store.write(
		actor,
		({ db, t, now }) =>
			db
				.update(t.letters)
				.set({ problem, ...(wait === undefined ? { sealed: null } : { dueAt: now() + wait }) })
				.where(and(eq(t.letters.id, id), isNull(t.letters.sentAt))),
		{ quiet: true }
	);
	return { givenUp: wait === undefined };
}
