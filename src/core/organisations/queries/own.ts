import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { OrganisationStatus, RegisterCountry } from '../model.ts';
import { representatives, type CheckedAt, type Representative } from './rows.ts';

/** An invitation that nobody has taken up yet. */
interface OpenInvitation {
	id: string;
	name: string;
	post: string;
	/** Whether it went out by e-mail; otherwise its code was printed. */
	byEmail: boolean;
	expiresAt: number;
}

export interface OwnOrganisation {
	id: string;
	slug: string;
	name: Trilingual;
	country: RegisterCountry;
	registerNumber: string;
	status: OrganisationStatus;
	centre: CheckedAt | null;
	registeredAt: number;
	checkedAt: number | null;
	endedAt: number | null;
	/** Why it was refused or ended. */
	refusal: string | null;
	representatives: (Representative & { self: boolean })[];
	invitations: OpenInvitation[];
}

/** The organisations of the signed-in account, wherever they stand; the latest first. */
export function ownOrganisations(store: Store, actor: Actor): Promise<OwnOrganisation[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const one = t.organisations;
		const rows = await db
			.select({
				id: one.id,
				slug: one.slug,
				name: one.name,
				country: one.country,
				registerNumber: one.registerNumber,
				status: one.status,
				registeredAt: one.registeredAt,
				checkedAt: one.checkedAt,
				endedAt: one.endedAt,
				refusal: one.refusal,
				centreSlug: t.centres.slug,
				centreName: t.centres.name
			})
			.from(t.representatives)
			.innerJoin(one, eq(one.id, t.representatives.organisationId))
			.leftJoin(t.centres, eq(t.centres.id, one.centreId))
			.where(eq(t.representatives.accountId, account.id))
			.orderBy(desc(t.representatives.since), asc(one.id));
		const own: OwnOrganisation[] = [];
		for (const { centreSlug, centreName, ...row } of rows) {
			const all = await representatives(reader, row.id);
			own.push({
				...row,
				centre: centreSlug === null ? null : { slug: centreSlug, name: centreName! },
				representatives: all.map((each) => ({ ...each, self: each.accountId === account.id })),
				invitations: row.status === 'verified' ? await openInvitations(reader, row.id) : []
			});
		}
		return own;
	});
}

async function openInvitations(
	{ db, t, now }: Reader,
	organisationId: string
): Promise<OpenInvitation[]> {
	const one = t.invitations;
	const rows = await db
		.select({
			id: one.id,
			name: one.name,
			post: one.post,
			email: one.email,
			expiresAt: one.expiresAt
		})
		.from(one)
		.where(
			and(
				eq(one.scope, 'organisation'),
				eq(one.scopeId, organisationId),
				isNull(one.acceptedAt),
				isNull(one.withdrawnAt),
				gt(one.expiresAt, now())
			)
		)
		.orderBy(desc(one.at));
	return rows.map(({ email, ...row }) => ({ ...row, byEmail: email !== null }));
}
