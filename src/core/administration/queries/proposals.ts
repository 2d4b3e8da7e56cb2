import { and, desc, eq, gt, isNotNull, isNull, lte, or, asc } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { latestProfile } from '../../consultations/queries/profiles.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { ProposalOutcome, ProposedChange } from '../model.ts';
import { administrators } from '../commands/roles.ts';
import { namedScope, type NamedScope } from './scopes.ts';

export interface ProposalRow {
	id: string;
	change: ProposedChange;
	reason: string;
	proposedBy: string;
	at: number;
	expiresAt: number;
	outcome: ProposalOutcome | null;
	decidedBy: string | null;
	decidedAt: number | null;
	remark: string | null;
}

/** Refuses `not_found`. */
export async function proposalRow({ db, t }: Reader, id: string): Promise<ProposalRow> {
	const [row] = await db.select().from(t.adminProposals).where(eq(t.adminProposals.id, id));
	if (!row) throw new Refusal('not_found');
	return { ...row, change: row.change as unknown as ProposedChange };
}

export interface ShownProposal {
	id: string;
	change: ProposedChange;
	/** Where the role holds; null for the network and for rules. */
	where: NamedScope | null;
	/** Whose role would end. */
	holder: string | null;
	/** The title of the rules that would change. */
	profile: Trilingual | null;
	reason: string;
	proposer: string;
	mine: boolean;
	at: number;
	expiresAt: number;
	state: ProposalOutcome | 'waiting' | 'over';
	decider: string | null;
	decidedAt: number | null;
	remark: string | null;
}

/** Those that wait, the oldest first, and what became of the latest others. */
export function proposalList(
	store: Store,
	actor: Actor
): Promise<{ waiting: ShownProposal[]; settled: ShownProposal[] }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t, now } = reader;
		const one = t.adminProposals;
		const open = and(isNull(one.outcome), gt(one.expiresAt, now()));
		const waiting = await db.select().from(one).where(open).orderBy(asc(one.at)).limit(100);
		const settled = await db
			.select()
			.from(one)
			.where(or(isNotNull(one.outcome), lte(one.expiresAt, now())))
			.orderBy(desc(one.id))
			.limit(50);
		const show = async (rows: typeof waiting) => {
			const shown: ShownProposal[] = [];
			for (const row of rows)
				shown.push(await shownTo(reader, account.id, row as unknown as ProposalRow));
			return shown;
		};
		return { waiting: await show(waiting), settled: await show(settled) };
	});
}

/** One proposal; refuses `not_found`. */
export function proposalPage(
	store: Store,
	actor: Actor,
	{ id }: { id: string }
): Promise<ShownProposal & { others: number }> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const shown = await shownTo(reader, account.id, await proposalRow(reader, id));
		const all = await administrators(reader);
		return { ...shown, others: all.filter((one) => one !== account.id).length };
	});
}

async function shownTo(reader: Reader, viewer: string, row: ProposalRow): Promise<ShownProposal> {
	const { change, proposedBy, decidedBy, outcome, expiresAt, ...rest } = row;
	const { id, reason, at, decidedAt, remark } = rest;
	return {
		id,
		reason,
		at,
		decidedAt,
		remark,
		change,
		where: await whereOf(reader, change),
		holder: change.kind === 'end_role' ? await nameOf(reader, change.accountId) : null,
		profile:
			change.kind === 'revise_profile'
				? (await latestProfile(reader, change.profileId)).title
				: null,
		proposer: (await nameOf(reader, proposedBy)) ?? '',
		mine: proposedBy === viewer,
		expiresAt,
		state: outcome ?? (expiresAt > reader.now() ? 'waiting' : 'over'),
		decider: decidedBy === null ? null : await nameOf(reader, decidedBy)
	};
}

async function whereOf(reader: Reader, change: ProposedChange): Promise<NamedScope | null> {
	if (change.kind === 'revise_profile') return null;
	const scope = { official: 'authority', admin: 'network' } as const;
	return namedScope(reader, scope[change.role as keyof typeof scope] ?? 'centre', change.scopeId);
}

/** The name of an account; null where there is none. */
export async function nameOf({ db, t }: Reader, id: string): Promise<string | null> {
	const [row] = await db
		.select({ name: t.accounts.name })
		.from(t.accounts)
		.where(eq(t.accounts.id, id));
	return row?.name ?? null;
}
