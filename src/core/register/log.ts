import { and, desc, eq, gte, inArray, isNotNull, lt, lte, or } from 'drizzle-orm';
import type { Tables } from '#storage/schema.ts';
import type { Reader, Reading, Store } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import { scopesOf, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import { isDay, endOfDay, startOfDay } from '../kernel/time.ts';
import { may } from '../permissions/policy.ts';
import {
	extractEntry,
	ownEntry,
	wholeEntry,
	type ExtractEntry,
	type OwnEntry,
	type WholeEntry
} from './entries.ts';
import { typesOf, type ActGroup } from './model.ts';
import { namesFor } from './names.ts';

export interface LogFilter {
	group?: ActGroup | undefined;
	/** Slug of the authority or the centre in whose name something was done. */
	place?: string | undefined;
	/** Days, `2026-12-16`, the last one included. */
	from?: string | undefined;
	to?: string | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

export interface LogPage<Entry> {
	items: Entry[];
	next: string | null;
}

/** What staff did, for everybody: without persons, latest first. */
export function logExtract(
	store: Store,
	_: Actor,
	filter: LogFilter
): Promise<LogPage<ExtractEntry>> {
	return store.read(async (reader) => {
		const scopeIds = await idsOfPlace(reader, filter.place);
		const { rows, next } = await page(reader, filter, {
			types: typesOf(filter.group, { publicOnly: true }),
			scopeIds
		});
		const names = await namesFor(reader, rows);
		return { items: rows.map((row) => extractEntry(row, names)), next };
	});
}

/** All that was done to the account of the signed-in, and in it. */
export function ownLog(
	store: Store,
	actor: Actor,
	filter: Pick<LogFilter, 'limit' | 'cursor'>
): Promise<LogPage<OwnEntry>> {
	const { id } = signedIn(actor);
	return store.read(async (reader) => {
		const { rows, next } = await page(reader, filter, { aboutId: id });
		const names = await namesFor(reader, rows);
		return { items: rows.map((row) => ownEntry(row, names, id)), next };
	});
}

export interface WholeLogFilter extends LogFilter {
	/** Of one's own centres or authorities, or of the whole network. */
	within: 'centre' | 'authority' | 'network';
	/** Of an account: what it did in its office, and what was done to it; for the whole network only. */
	login?: string | undefined;
}

/**
 * Entries with who did it, for those who answer for it (requirements §3). Refuses `not_allowed`, and `not_found`
 * for a login that nobody has.
 */
export function wholeLog(
	store: Store,
	actor: Actor,
	filter: WholeLogFilter
): Promise<LogPage<WholeEntry>> {
	const account = signedIn(actor);
	const { within, login, group, place } = filter;
	return store.read(async (reader) => {
		const own = {
			centre: () => scopesOf(account, 'coordinator').filter((centreId) => mayRead({ centreId })),
			authority: () =>
				scopesOf(account, 'official').filter((authorityId) => mayRead({ authorityId })),
			network: () => (mayRead({}) ? undefined : [])
		}[within]();
		if (own?.length === 0) throw new Refusal('not_allowed');
		const asked = await idsOfPlace(reader, place);
		const scopeIds = asked && own ? asked.filter((id) => own.includes(id)) : (asked ?? own);
		const accountId = login ? await idOfLogin(reader, login) : undefined;
		const types = group && typesOf(group);
		const { rows, next } = await page(reader, filter, { types, scopeIds, accountId });
		const names = await namesFor(reader, rows, { people: true });
		return { items: rows.map((row) => wholeEntry(row, names)), next };
	});

	function mayRead(facts: { centreId?: string; authorityId?: string }): boolean {
		return may('log.readWhole', account, facts);
	}
}

/** Where a page begins: the time, and how many of that very time were there before. No key of an entry is told. */
const cursorForm = /^(\d{1,15})\.(\d{1,6})$/;

interface Wanted {
	types?: string[] | undefined;
	scopeIds?: string[] | undefined;
	/** Whom it concerns. */
	aboutId?: string;
	/** Who did it in an office, or whom it concerns. */
	accountId?: string | undefined;
}

async function page(reader: Reader, filter: LogFilter, wanted: Wanted) {
	const { limit = 50, cursor } = filter;
	const [, at, before] = cursorForm.exec(cursor ?? '') ?? [];
	const skip = Number(before ?? 0);
	const until = at === undefined ? undefined : Number(at);
	const found = await selectEntries(reader.db, reader.t, { ...filter, ...wanted, until }).limit(
		limit + skip + 1
	);
	const rows = found.slice(skip, skip + limit);
	const last = rows.at(-1);
	if (found.length <= skip + limit || !last) return { rows, next: null };
	const alike = found.slice(0, skip + limit).filter((row) => row.at === last.at).length;
	return { rows, next: `${last.at}.${alike}` };
}

/** Entries, latest first, by an index over privileged acts or over those about one account. */
export function selectEntries(
	db: Reading,
	t: Tables,
	{
		types,
		scopeIds,
		aboutId,
		accountId,
		from,
		to,
		until
	}: Wanted & LogFilter & { until?: number | undefined }
) {
	const entry = t.auditEntries;
	const inOffice = isNotNull(entry.role);
	return db
		.select({
			actor: entry.actor,
			at: entry.at,
			action: entry.action,
			kind: entry.kind,
			objectId: entry.objectId,
			role: entry.role,
			scopeId: entry.scopeId,
			aboutId: entry.aboutId,
			reason: entry.reason,
			details: entry.details
		})
		.from(entry)
		.where(
			and(
				aboutId === undefined
					? accountId === undefined
						? inOffice
						: or(and(eq(entry.actor, accountId), inOffice), eq(entry.aboutId, accountId))
					: eq(entry.aboutId, aboutId),
				until === undefined ? undefined : lte(entry.at, until),
				from && isDay(from) ? gte(entry.at, startOfDay(from, 'Europe/Kyiv')) : undefined,
				to && isDay(to) ? lt(entry.at, endOfDay(to, 'Europe/Kyiv')) : undefined,
				types && inArray(entry.action, types),
				scopeIds && inArray(entry.scopeId, scopeIds)
			)
		)
		.orderBy(desc(entry.at), desc(entry.actor), desc(entry.key))
		.$dynamic();
}

/** Undefined: of whichever place; a place that there is not has no entries. */
async function idsOfPlace(
	{ db, t }: Reader,
	slug: string | undefined
): Promise<string[] | undefined> {
	if (!slug) return undefined;
	const [centres, authorities] = [
		await db.select({ id: t.centres.id }).from(t.centres).where(eq(t.centres.slug, slug)),
		await db
			.select({ id: t.authorities.id })
			.from(t.authorities)
			.where(eq(t.authorities.slug, slug))
	];
	return [...centres, ...authorities].map(({ id }) => id);
}

async function idOfLogin({ db, t }: Reader, login: string): Promise<string> {
	const [row] = await db
		.select({ id: t.accounts.id })
		.from(t.accounts)
		.where(eq(t.accounts.login, login.trim().toLowerCase()));
	if (!row) throw new Refusal('not_found');
	return row.id;
}
