import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { actorKey } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfDesk } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { once } from '../../register/commands.ts';
import { groundCodes } from '../model.ts';
import { contributionToModerate } from '../queries/subject.ts';
import { enqueue } from './enqueue.ts';

export interface FlagContribution {
	contributionId: string;
	ground: string;
	note?: string | undefined;
	key?: string | undefined;
}

/**
 * Asks the centre to look at a contribution; anybody may, an account once. Refuses `not_found`,
 * `already_flagged`, `invalid_input`.
 */
export async function flagContribution(
	store: Store,
	actor: Actor,
	{ key, ...input }: FlagContribution
): Promise<{ id: string }> {
	return store.write(actor, (writer) =>
		once(writer, actor, { key, action: 'contribution.flag', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const subject = await contributionToModerate(writer, input.contributionId);
			const fields = createFields();
			const ground = fields.oneOf('ground', input.ground, groundCodes);
			const note = fields.text('note', input.note ?? '', {
				max: 500,
				multiline: true,
				optional: true
			});
			fields.refuseIfWrong();

			const id = newId(now());
			const accountId = actor.kind === 'account' ? actorKey(actor) : null;
			const [added] = await db
				.insert(t.flags)
				.values({ id, contributionId: subject.id, accountId, ground, note, at: now() })
				.onConflictDoNothing()
				.returning({ id: t.flags.id });
			if (!added) throw new Refusal('already_flagged');
			await enqueue(writer, {
				contributionId: subject.id,
				centreId: subject.hostCentreId,
				ground
			});
			emit({
				type: 'contribution.flagged',
				topic: topicOfDesk(subject.centreSlug),
				kind: 'contribution',
				id: subject.id,
				version: subject.version
			});
			return { id };
		})
	);
}
