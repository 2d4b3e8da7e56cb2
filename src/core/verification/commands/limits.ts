import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { createFields } from '../../kernel/fields.ts';
import { startOfDay } from '../../kernel/time.ts';
import { require, standingFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { dailyLimit, releaseLimits, releaseReasonLimits } from '../model.ts';
import { centreZone } from '../../centres/hours.ts';
import { centreDay } from '../tell.ts';

/** What a consultant has done today, and how much they may do at a centre. */
export async function dayOfConsultant(
	{ db, t, now }: Reader,
	{ consultantId, centreId }: { consultantId: string; centreId: string }
): Promise<{ done: number; limit: number }> {
	const day = centreDay(now());
	const { actor, at, action } = t.auditEntries;
	// A search that found somebody else counts as well, or it would be a way to ask for people.
	const done = await db.$count(
		t.auditEntries,
		and(
			eq(actor, consultantId),
			inArray(action, ['person.verified', 'clash.found']),
			gte(at, startOfDay(day, centreZone))
		)
	);
	const [release] = await db
		.select({ extra: t.verificationReleases.extra })
		.from(t.verificationReleases)
		.where(
			and(
				eq(t.verificationReleases.consultantId, consultantId),
				eq(t.verificationReleases.centreId, centreId),
				eq(t.verificationReleases.day, day)
			)
		);
	return { done, limit: dailyLimit + (release?.extra ?? 0) };
}

export interface ReleaseLimit {
	centreId: string;
	consultantId: string;
	/** How many more. */
	extra: string;
	reason: string;
	key?: string | undefined;
}

/**
 * A coordinator lets a consultant of the centre verify more people today, as on a day in a school (requirements §5.2);
 * a second time adds to the first. Refuses `not_allowed`, also for oneself, `not_found`, `invalid_input`.
 */
export async function releaseLimit(
	store: Store,
	actor: Actor,
	{ key, ...input }: ReleaseLimit
): Promise<{ limit: number }> {
	const account = signedIn(actor);
	const { centreId, consultantId } = input;
	const facts = { centreId, accountId: consultantId };
	require('verification.release', account, facts);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'verification.release', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const [role] = await db
				.select({ role: t.roles.role })
				.from(t.roles)
				.where(and(eq(t.roles.accountId, consultantId), eq(t.roles.scopeId, centreId)));
			if (!role) throw new Refusal('not_found');
			const fields = createFields();
			const typed = input.extra.trim();
			const extra = /^\d{1,9}$/.test(typed) ? Number(typed) : NaN;
			const { min, max } = releaseLimits;
			if (Number.isNaN(extra)) fields.wrong('extra', typed === '' ? 'required' : 'not_a_number');
			if (extra < min) fields.wrong('extra', 'number_too_small', { min });
			if (extra > max) fields.wrong('extra', 'number_too_large', { max });
			const reason = fields.text('reason', input.reason, releaseReasonLimits);
			fields.refuseIfWrong();
			await db
				.insert(t.verificationReleases)
				.values({
					consultantId,
					centreId,
					day: centreDay(now()),
					extra,
					reason,
					releasedBy: account.id,
					at: now()
				})
				.onConflictDoUpdate({
					target: [
						t.verificationReleases.consultantId,
						t.verificationReleases.centreId,
						t.verificationReleases.day
					],
					set: {
						extra: sql`${t.verificationReleases.extra} + excluded.extra`,
						reason,
						releasedBy: account.id,
						at: now()
					}
				});
			emit({
				type: 'verification.released',
				topic: null,
				kind: 'account',
				id: consultantId,
				version: 1,
				as: standingFor('verification.release', account, facts)!.role,
				about: consultantId,
				reason,
				details: { extra }
			});
			const { limit } = await dayOfConsultant(writer, { consultantId, centreId });
			return { limit };
		})
	);
}
