import { eq, sql } from 'drizzle-orm';
import { query, statement, type Store, type Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf } from '../../consultations/model.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { isTimeFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { maySpeakFor, maySupport } from '../policy.ts';

interface Support {
	contributionId: string;
	/** Agrees in the name of an organisation that the account represents. */
	organisationId?: string | undefined;
	key?: string | undefined;
}

/**
 * "I agree", once for each account, for itself or for an organisation, which agrees once as well, while the consultation is open; again changes nothing. Refuses
 * `not_signed_in`, `not_found`, `not_eligible` (also for one's own words), `consultation_not_open`.
 */
export function supportContribution(
	store: Store,
	actor: Actor,
	input: Support
): Promise<{ support: number }> {
	const { contributionId, organisationId = null } = input;
	return mark(store, actor, { ...input, agrees: true }, async (writer, account) => {
		if (organisationId !== null && !maySpeakFor(account, organisationId))
			throw new Refusal('not_eligible');
		const added = await writer.run(addMark, {
			contributionId,
			accountId: account.id,
			organisationId
		});
		return changed(added, 1);
	});
}

/** Takes the mark back. Refuses as `supportContribution` does. */
export function withdrawSupport(
	store: Store,
	actor: Actor,
	input: Support
): Promise<{ support: number }> {
	const { contributionId } = input;
	return mark(store, actor, { ...input, agrees: false }, async (writer, { id: accountId }) =>
		changed(await writer.run(removeMark, { contributionId, accountId }), -1)
	);
}

/** By how much the marks of people, and of organisations, change. */
type Change = {
	people: number;
	organisations: number;
};

function changed([mark]: { organisationId: string | null }[], by: 1 | -1): Change | null {
	if (!mark) return null;
	return mark.organisationId === null
		? { people: by, organisations: 0 }
		: { people: 0, organisations: by };
}

function mark(
	store: Store,
	actor: Actor,
	{ key, ...body }: Support & { agrees: boolean },
	change: (writer: Writer, account: AccountActor) => Promise<Change | null>
): Promise<{ support: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.support', body }, async () => {
			const { contributionId } = body;
			const one = await markable(writer, account, contributionId);
			const by = await change(writer, account);
			if (by === null) return { support: one.supports };
			const [counted] = await writer.run(countMarks, { contributionId, ...by });
			writer.emit({
				type: 'contribution.supported',
				topic: topicOfConsultation(one.number!),
				kind: 'contribution',
				id: contributionId,
				version: one.version
			});
			return counted!;
		})
	);
}

async function markable(writer: Writer, account: AccountActor, contributionId: string) {
	const [one] = await writer.run(subject, { contributionId });
	if (!one || one.visibility === 'hidden' || one.visibility === 'withdrawn')
		throw new Refusal('not_found');
	if (!maySupport(account, one)) throw new Refusal('not_eligible');
	if (!isTimeFor('contribution.support', phaseOf(one, writer.now())))
		throw new Refusal('consultation_not_open');
	return one;
}

const value = sql.placeholder;

const subject = query<{ contributionId: string }>()('support_subject', (db, t) =>
	db
		.select({
			accountId: t.contributions.accountId,
			visibility: t.contributions.visibility,
			supports: t.contributions.supports,
			version: t.contributions.version,
			number: t.consultations.number,
			status: t.consultations.status,
			opensAt: t.consultations.opensAt,
			closesAt: t.consultations.closesAt,
			reportDueAt: t.consultations.reportDueAt,
			reportedAt: t.consultations.reportedAt,
			decidedAt: t.consultations.decidedAt
		})
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.contributions.id, value('contributionId')))
);

const addMark = statement<{
	contributionId: string;
	accountId: string;
	organisationId: string | null;
}>()('add_support', (db, t) =>
	db
		.insert(t.supports)
		.values({
			contributionId: value('contributionId'),
			accountId: value('accountId'),
			organisationId: value('organisationId')
		})
		.onConflictDoNothing()
		.returning({ organisationId: t.supports.organisationId })
);

const removeMark = statement<{ contributionId: string; accountId: string }>()(
	'remove_support',
	(db, t) =>
		db
			.delete(t.supports)
			.where(
				sql`${t.supports.contributionId} = ${value('contributionId')} and ${t.supports.accountId} = ${value('accountId')}`
			)
			.returning({ organisationId: t.supports.organisationId })
);

const countMarks = statement<Change & { contributionId: string }>()('count_supports', (db, t) =>
	db
		.update(t.contributions)
		.set({
			supports: sql`${t.contributions.supports} + ${value('people')}`,
			organisationSupports: sql`${t.contributions.organisationSupports} + ${value('organisations')}`
		})
		.where(sql`${t.contributions.id} = ${value('contributionId')}`)
		.returning({ support: t.contributions.supports })
);
