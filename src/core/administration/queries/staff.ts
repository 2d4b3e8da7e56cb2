import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { scopesOf, type Actor, type Role } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { nameOf } from './proposals.ts';
import { invitationList, type ListedInvitation } from './invitations.ts';

interface StaffMember {
	accountId: string;
	name: string;
	role: Role;
	since: number;
	inviter: string | null;
	mine: boolean;
}

export interface CentreStaff {
	id: string;
	slug: string;
	name: Trilingual;
	members: StaffMember[];
	invitations: ListedInvitation[];
}

/** Who works in the centres that the actor coordinates, and who is invited. */
export function ownStaff(store: Store, actor: Actor): Promise<CentreStaff[]> {
	const viewer = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const centres = await db
			.select({ id: t.centres.id, slug: t.centres.slug, name: t.centres.name })
			.from(t.centres)
			.where(inArray(t.centres.id, scopesOf(viewer, 'coordinator')))
			.orderBy(asc(t.centres.rank));
		const listed: CentreStaff[] = [];
		for (const centre of centres) {
			const rows = await db
				.select({ held: t.roles, name: t.accounts.name })
				.from(t.roles)
				.innerJoin(t.accounts, eq(t.accounts.id, t.roles.accountId))
				.where(
					and(eq(t.roles.scopeId, centre.id), inArray(t.roles.role, ['consultant', 'coordinator']))
				)
				.orderBy(asc(t.roles.role), asc(t.roles.since));
			const members: StaffMember[] = [];
			for (const { held, name } of rows) {
				const { accountId, role, since, grantedBy } = held;
				const inviter = grantedBy === null ? null : await nameOf(reader, grantedBy);
				members.push({ accountId, name, role, since, inviter, mine: accountId === viewer.id });
			}
			const invitations = await invitationList(reader, { scopeId: centre.id });
			listed.push({ ...centre, members, invitations });
		}
		return listed;
	});
}
