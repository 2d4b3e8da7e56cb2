import { and, eq, sql } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { phaseOf } from '../../consultations/model.ts';
import type { AccountActor, Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { refuseStale } from '../../kernel/versions.ts';
import { enqueue } from '../../moderation/commands/enqueue.ts';
import { tellDesk } from '../../moderation/commands/tell-desk.ts';
import { isTimeFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { keepContribution } from '../../search/commands/keep.ts';
import { textLimits } from '../model.ts';
import { areOwn } from '../policy.ts';

export interface CorrectContribution {
	id: string;
	text: string;
	/** The version that was corrected. */
	version: number;
	key?: string | undefined;
}

/**
 * An author's correction, until closing: the earlier text stays readable. Words that a centre has
 * decided about are not corrected but appealed. Refuses `not_found`, `consultation_not_open`, `moderated`,
 * `withdrawn`, `version_conflict`, `invalid_input`.
 */
export async function correctContribution(
	store: Store,
	actor: Actor,
	{ key, ...input }: CorrectContribution
): Promise<{ version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.correct', body: input }, async () => {
			const { db, t, now } = writer;
			const own = await ownOpen(writer, account, input);
			if (own.visibility !== 'public') throw new Refusal('moderated');
			const fields = createFields();
			const text = fields.text('text', input.text, { ...textLimits, multiline: true });
			fields.refuseIfWrong();
			if (text === own.text) return { version: own.version };

			await db.insert(t.contributionVersions).values({
				contributionId: own.id,
				version: own.version,
				text: own.text,
				at: own.correctedAt ?? own.at
			});
			const version = own.version + 1;
			await db
				.update(t.contributions)
				.set({ text, version, correctedAt: now() })
				.where(eq(t.contributions.id, own.id));
			await keepContribution(writer, consultationOf(own), { id: own.id, text });
			await enqueue(writer, { contributionId: own.id, centreId: own.hostCentreId, ground: null });
			tell(writer, own, 'contribution.corrected', version);
			return { version };
		})
	);
}

/**
 * Takes one's words back, until closing: the number stays, with a stub. Refuses `not_found`,
 * `consultation_not_open`, `version_conflict`.
 */
export async function withdrawContribution(
	store: Store,
	actor: Actor,
	{
		key,
		...input
	}: Omit<CorrectContribution, 'text' | 'version'> & { version?: number | undefined }
): Promise<{ version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'contribution.withdraw', body: input }, async () => {
			const { db, t } = writer;
			const own = await ownOpen(writer, account, input);
			const version = own.version + 1;
			await db
				.update(t.contributions)
				.set({ visibility: 'withdrawn', version })
				.where(eq(t.contributions.id, own.id));
			await keepContribution(writer, consultationOf(own), { id: own.id, text: null });
			if (own.kind === 'proposal' && !own.answered)
				await db
					.update(t.consultations)
					.set({ pending: sql`${t.consultations.pending} - 1` })
					.where(eq(t.consultations.id, own.consultationId));
			await db
				.delete(t.queueItems)
				.where(and(eq(t.queueItems.contributionId, own.id), eq(t.queueItems.replyId, '')));
			await tellDesk(writer, own.hostCentreId);
			tell(writer, own, 'contribution.withdrawn', version);
			return { version };
		})
	);
}

type Own = Awaited<ReturnType<typeof ownOpen>>;

const consultationOf = ({ consultationId, number }: Own) => ({
	id: consultationId,
	number: number!
});

function tell(
	{ emit }: Writer,
	{ id, number }: Own,
	type: 'contribution.corrected' | 'contribution.withdrawn',
	version: number
): void {
	emit({ type, topic: topicOfConsultation(number!), kind: 'contribution', id, version });
}

/** One's own contribution while it may still be changed; others are not to be known from it. */
async function ownOpen(
	writer: Writer,
	account: AccountActor,
	{ id, version }: { id: string; version?: number | undefined }
) {
	const { db, t, now } = writer;
	const [row] = await db
		.select({ one: t.contributions, consultation: t.consultations })
		.from(t.contributions)
		.innerJoin(t.consultations, eq(t.consultations.id, t.contributions.consultationId))
		.where(eq(t.contributions.id, id));
	if (!row || !areOwn(account, row.one)) throw new Refusal('not_found');
	if (!isTimeFor('contribution.correct', phaseOf(row.consultation, now())))
		throw new Refusal('consultation_not_open');
	if (row.one.visibility === 'withdrawn') throw new Refusal('withdrawn');
	refuseStale(row.one.version, version);
	const { number, hostCentreId } = row.consultation;
	return { ...row.one, number, hostCentreId: hostCentreId! };
}
