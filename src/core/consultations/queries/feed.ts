import { desc, eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { ChangeKind } from '../model.ts';
import { areFollowed, type Followed } from './followed.ts';

/** Something to be told in a feed; its address is that of the consultation, or of its report. */
export interface FeedEntry {
	id: string;
	kind: 'announced' | 'report_published' | 'decision_recorded' | ChangeKind;
	at: number;
	number: string;
	title: Partial<Trilingual>;
	summary: Partial<Trilingual>;
	authority: Trilingual;
	/** Given with a change of dates. */
	reason: string;
}

const most = 50;

/** What happened lately to announced consultations, newest first. */
export function consultationFeed(store: Store, _: Actor, followed: Followed): Promise<FeedEntry[]> {
	return store.read(async (reader) => {
		const dates = await datesOf(reader, followed);
		const changes = await changesOf(reader, followed);
		return [...dates, ...changes].sort((a, b) => b.at - a.at).slice(0, most);
	});
}

async function datesOf(reader: Reader, followed: Followed): Promise<FeedEntry[]> {
	const { db, t } = reader;
	const rows = await db
		.select({ one: t.consultations, authority: t.authorities.name })
		.from(t.consultations)
		.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
		.where(await areFollowed(reader, followed))
		.orderBy(desc(t.consultations.revisedAt))
		.limit(most);
	return rows.flatMap(({ one, authority }) => {
		const { summary } = one.content!;
		const entry = { number: one.number!, title: one.title!, summary, authority, reason: '' };
		const dates = {
			announced: one.announcedAt,
			report_published: one.reportedAt,
			decision_recorded: one.decidedAt
		};
		return Object.entries(dates).flatMap(([kind, at]) =>
			at === null ? [] : [{ ...entry, id: `${one.id}:${kind}`, kind: kind as 'announced', at }]
		);
	});
}

async function changesOf(reader: Reader, followed: Followed): Promise<FeedEntry[]> {
	const { db, t } = reader;
	const rows = await db
		.select({ change: t.changes, one: t.consultations, authority: t.authorities.name })
		.from(t.changes)
		.innerJoin(t.consultations, eq(t.consultations.id, t.changes.consultationId))
		.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
		.where(await areFollowed(reader, followed))
		.orderBy(desc(t.changes.at))
		.limit(most);
	return rows.map(({ change, one, authority }) => ({
		id: change.id,
		kind: change.kind,
		at: change.at,
		number: one.number!,
		title: one.title!,
		summary: one.content!.summary,
		authority,
		reason: change.reason
	}));
}
