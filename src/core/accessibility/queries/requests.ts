import { asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import { isReceiptCode, receiptCode } from '../../contributions/receipts.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { readRequestNumber, type RequestClock, type RequestOutcome } from '../model.ts';

/** A request for access, and what became of it. */
export interface AccessRequest extends RequestClock {
	id: string;
	version: number;
	number: string;
	language: 'uk' | 'pl' | 'en';
	page: string;
	what: string;
	wish: string;
	delayedAt: number | null;
	delayReason: string | null;
	outcome: RequestOutcome | null;
	answer: string | null;
	/** The words were kept long enough. */
	erasedAt: number | null;
	/** Whether a letter goes to whoever asked; the address is shown to nobody. */
	byLetter: boolean;
}

/** The columns that a row has besides go nowhere: whose it is, and the address. */
const shown = ({ sealed, accountId: _, way: __, year: ___, sequence: ____, ...row }: Row) => ({
	...row,
	byLetter: sealed !== null
});
type Row = Store['t']['accessibilityRequests']['$inferSelect'];

/** Most answered ones that the desk lists. */
const latest = 50;

/** Those that wait, the most urgent first, and those that were answered last. */
export function requestQueue(
	store: Store,
	_: Actor
): Promise<{ waiting: AccessRequest[]; answered: AccessRequest[] }> {
	return store.read(async ({ db, t }) => {
		const { accessibilityRequests: one } = t;
		const waiting = await db
			.select()
			.from(one)
			.where(isNull(one.answeredAt))
			.orderBy(asc(one.dueAt));
		const answered = await db
			.select()
			.from(one)
			.where(isNotNull(one.answeredAt))
			.orderBy(desc(one.answeredAt))
			.limit(latest);
		return { waiting: waiting.map(shown), answered: answered.map(shown) };
	});
}

/** Refuses `not_found`. */
export function requestById(
	store: Store,
	_: Actor,
	{ id }: { id: string }
): Promise<AccessRequest> {
	return store.read(async ({ db, t }) => {
		const { accessibilityRequests: one } = t;
		const [row] = await db.select().from(one).where(eq(one.id, id));
		if (!row) throw new Refusal('not_found');
		return shown(row);
	});
}

/** Those of the signed-in account, newest first, with the code that opens each. */
export function ownRequests(
	store: Store,
	actor: Actor
): Promise<(AccessRequest & { code: string })[]> {
	const account = signedIn(actor);
	return store.read(async ({ db, t, keys }) => {
		const { accessibilityRequests: one } = t;
		const rows = await db
			.select()
			.from(one)
			.where(eq(one.accountId, account.id))
			.orderBy(desc(one.receivedAt));
		return rows.map((row) => ({ ...shown(row), code: receiptCode(keys, row.number) }));
	});
}

/** By the number and the code of the receipt. Refuses as `checkReceipt` does, and with it counts one limit. */
export async function requestByReceipt(
	store: Store,
	attempts: Attempts<'address'>,
	{ number: typed, code, address }: { number: string; code: string; address: string }
): Promise<AccessRequest> {
	const attempt = attempts.begin({ address }, store.now());
	const number = readRequestNumber(typed);
	const found = await store.read(async ({ db, t, keys }) => {
		if (number === undefined || !isReceiptCode(keys, number, code)) return undefined;
		const { accessibilityRequests: one } = t;
		const [row] = await db.select().from(one).where(eq(one.number, number));
		return row;
	});
	if (!found) throw new Refusal('not_found');
	attempt.succeeded();
	return shown(found);
}
