import { foundBy } from '../../src/core/organisations/commands/register.ts';
import type { OrganisationStatus, RegisterCountry } from '../../src/core/organisations/model.ts';
import type { AccountActor } from '../../src/core/kernel/actor.ts';
import type { Trilingual } from '../../src/core/kernel/text.ts';
import { dayOf } from '../../src/core/kernel/time.ts';
import type { Storage } from '../../src/storage/storage.ts';

export interface SeedOrganisation {
	id: string;
	slug: string;
	name: Trilingual;
	registerNumber: string;
	areaId: string;
	country: RegisterCountry;
	/** Where its letter is shown. */
	centreId: string;
	status: OrganisationStatus;
	representatives: { id: string; post: string }[];
}

/** The organisations of the demo, with those who speak for them; one still waits for its centre. */
export async function seedOrganisations(
	storage: Storage,
	organisations: readonly SeedOrganisation[],
	actors: Map<string, AccountActor>,
	/** When the one that waits came. */
	lately: number
): Promise<void> {
	await storage.write({ kind: 'system', job: 'seed' }, async ({ db, t, now }) => {
		for (const { representatives, ...organisation } of organisations) {
			const { id, name, registerNumber, status, centreId } = organisation;
			const since = status === 'pending' ? lately : now();
			const first = actors.get(representatives[0]!.id)!;
			const checked = status === 'verified' && {
				evidence: {
					kinds: ['register_extract' as const, 'letter' as const],
					on: dayOf(now(), 'Europe/Kyiv'),
					signedBy: first.name
				},
				checkedBy: coordinatorOf(centreId, actors),
				checkedAt: now()
			};
			await db.insert(t.organisations).values({
				...organisation,
				...foundBy(name, registerNumber),
				registeredBy: first.id,
				registeredAt: since,
				...checked
			});
			for (const { id: accountId, post } of representatives) {
				await db.insert(t.representatives).values({ organisationId: id, accountId, post, since });
				if (status !== 'verified') continue;
				const actor = actors.get(accountId)!;
				actors.set(accountId, { ...actor, organisationIds: [...actor.organisationIds, id] });
			}
		}
	});
}

/** Where the demo has no coordinator, an administrator has checked. */
function coordinatorOf(centreId: string, actors: Map<string, AccountActor>): string | null {
	const all = [...actors.values()];
	const held = (role: string, scopeId: string) =>
		all.find(({ roles }) => roles.some((one) => one.role === role && one.scopeId === scopeId));
	return (held('coordinator', centreId) ?? held('admin', ''))?.id ?? null;
}
