import { and, asc, eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { announcedId } from '../../consultations/queries/page.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Lang } from '../../kernel/text.ts';

export interface Hideable {
	id: string;
	/** 0 for the contribution itself, else its place among the replies. */
	place: number;
	text: string;
	language: Lang;
	version: number;
}

/** A contribution and the replies in its thread that are not hidden yet. Refuses `not_found`. */
export function hideable(
	store: Store,
	_: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<Hideable[]> {
	return store.read(async (reader) => {
		const { db, t } = reader;
		const consultationId = await announcedId(reader, number);
		const one = t.contributions;
		const [written] = await db
			.select()
			.from(one)
			.where(and(eq(one.consultationId, consultationId), eq(one.seq, seq)));
		if (!written) throw new Refusal('not_found');
		const replies = await db
			.select()
			.from(t.replies)
			.where(eq(t.replies.contributionId, written.id))
			.orderBy(asc(t.replies.at))
			.limit(200);
		return [written, ...replies]
			.map(({ id, text, publicText, language, version, visibility }, place) => ({
				id,
				place,
				text: publicText ?? text,
				language,
				version,
				visibility
			}))
			.filter(({ visibility }) => visibility === 'public' || visibility === 'redacted')
			.map(({ visibility: _visibility, ...shown }) => shown);
	});
}
