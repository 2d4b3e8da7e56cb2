import { and, asc, desc, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import { codeDigest } from '../../accounts/codes.ts';
import type { Actor } from '../../kernel/actor.ts';
import { isRefusal, Refusal } from '../../kernel/errors.ts';
import type { Lang } from '../../kernel/text.ts';
import { hasDone } from '../../register/queries.ts';
import type { InvitedRole, InvitedScope } from '../model.ts';
import { namedScope, type NamedScope } from './scopes.ts';

export interface OpenInvitation {
	id: string;
	role: InvitedRole;
	scope: InvitedScope;
	scopeId: string;
	name: string;
	post: string;
	language: Lang;
	invitedBy: string;
	expiresAt: number;
}

/** What a code invites to. Refuses `code_not_valid`: unknown, used, withdrawn or too old. */
export async function openInvitation(reader: Reader, code: string): Promise<OpenInvitation> {
	const { db, t, now } = reader;
	const [row] = await db
		.select()
		.from(t.invitations)
		.where(
			and(
				eq(t.invitations.digest, codeDigest(reader, code)),
				isNull(t.invitations.acceptedAt),
				isNull(t.invitations.withdrawnAt),
				gt(t.invitations.expiresAt, now())
			)
		);
	if (!row) throw new Refusal('code_not_valid');
	return row;
}

export interface ShownInvitation {
	role: InvitedRole;
	scope: InvitedScope;
	where: NamedScope | null;
	/** Of the person invited. */
	name: string;
	post: string;
	inviter: string;
	expiresAt: number;
}

/** What whoever holds the code is shown before taking it up. Refuses `code_not_valid`, `too_many_attempts`. */
export function invitationByCode(
	store: Store,
	_: Actor,
	attempts: Attempts<'address'>,
	{ code, address }: { code: string; address: string }
): Promise<ShownInvitation> {
	return guarded(store, attempts, address, () =>
		store.read(async (reader) => {
			const { role, scope, scopeId, name, post, invitedBy, expiresAt } = await openInvitation(
				reader,
				code
			);
			const { db, t } = reader;
			const [inviter] = await db
				.select({ name: t.accounts.name })
				.from(t.accounts)
				.where(eq(t.accounts.id, invitedBy));
			const where = await namedScope(reader, scope, scopeId);
			return { role, scope, where, name, post, inviter: inviter?.name ?? '', expiresAt };
		})
	);
}

/** Whether the account that asks has taken up what the code invited to. */
export function hasTakenUp(
	store: Store,
	actor: Actor,
	{ code }: { code: string }
): Promise<boolean> {
	return hasDone(store, actor, codeDigest(store, code));
}

/** Codes are guessed at most so often from one address; one that is right does not count. */
export async function guarded<Result>(
	{ now }: Store,
	attempts: Attempts<'address'>,
	address: string,
	work: () => Promise<Result>
): Promise<Result> {
	const attempt = attempts.begin({ address }, now());
	try {
		const result = await work();
		attempt.takeBack();
		return result;
	} catch (refusal) {
		if (!isRefusal(refusal) || refusal.code !== 'code_not_valid') attempt.takeBack();
		throw refusal;
	}
}

/** Where an account made for a role has its place: that of the authority, centre or organisation. */
export async function placeFor(
	{ db, t }: Reader,
	{ scope, scopeId, invitedBy }: OpenInvitation
): Promise<string> {
	const table = {
		authority: t.authorities,
		centre: t.centres,
		organisation: t.organisations,
		network: t.accounts
	}[scope];
	const [row] = await db
		.select({ areaId: table.areaId })
		.from(table)
		.where(eq(table.id, scope === 'network' ? invitedBy : scopeId));
	if (!row) throw new Refusal('code_not_valid');
	return row.areaId;
}

export interface ListedInvitation {
	id: string;
	role: InvitedRole;
	where: NamedScope | null;
	name: string;
	post: string;
	/** Whether it went out by letter; else its code was printed. */
	byLetter: boolean;
	inviter: string;
	at: number;
	expiresAt: number;
	state: 'waiting' | 'accepted' | 'withdrawn' | 'over';
}

/** Invitations of the network or of one centre: those that wait first, then what became of the latest others. */
export async function invitationList(
	reader: Reader,
	{ scopeId }: { scopeId?: string } = {}
): Promise<ListedInvitation[]> {
	const { db, t, now } = reader;
	const one = t.invitations;
	const within = scopeId === undefined ? undefined : eq(one.scopeId, scopeId);
	const isOpen = and(isNotNull(one.digest), gt(one.expiresAt, now()), within);
	const select = () =>
		db
			.select({ one, inviter: t.accounts.name })
			.from(one)
			.innerJoin(t.accounts, eq(t.accounts.id, one.invitedBy));
	const waiting = await select().where(isOpen).orderBy(asc(one.expiresAt)).limit(200);
	const closed = await select()
		.where(and(within, isNull(one.digest)))
		.orderBy(desc(one.id))
		.limit(30);
	const over = await select()
		.where(and(within, isNotNull(one.digest), lte(one.expiresAt, now())))
		.orderBy(desc(one.id))
		.limit(30);
	const listed: ListedInvitation[] = [];
	for (const { one: row, inviter } of [...waiting, ...over, ...closed]) {
		const { id, role, scope, name, post, email, at, expiresAt } = row;
		const where = await namedScope(reader, scope, row.scopeId);
		const state = stateOf(row, now());
		listed.push({
			id,
			role,
			where,
			name,
			post,
			byLetter: email !== null,
			inviter,
			at,
			expiresAt,
			state
		});
	}
	return listed;
}

function stateOf(
	row: { acceptedAt: number | null; withdrawnAt: number | null; expiresAt: number },
	now: number
): ListedInvitation['state'] {
	if (row.acceptedAt !== null) return 'accepted';
	if (row.withdrawnAt !== null) return 'withdrawn';
	return row.expiresAt > now ? 'waiting' : 'over';
}
