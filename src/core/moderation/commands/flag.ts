import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { actorKey } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfDesk } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { once } from '../../register/commands.ts';
import { groundCodes } from '../model.ts';
import { subjectById, subjectId } from '../queries/subject.ts';
import { enqueue } from './enqueue.ts';

export interface Flag {
	/** Of a contribution or a reply. */
	id: string;
	ground: string;
	note?: string | undefined;
	key?: string | undefined;
}

/**
 * Asks the centre to look at somebody's words; anybody may, an account once. Refuses `not_found`,
 * `already_flagged`, `invalid_input`.
 */
export async function flag(
	store: Store,
	actor: Actor,
	{ key, ...input }: Flag
): Promise<{ id: string }> {
	return store.write(actor, (writer) =>
		once(writer, actor, { key, action: 'contribution.flag', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const subject = await subjectById(writer, input.id);
			if (subject.visibility === 'hidden') throw new Refusal('not_found');
			const fields = createFields();
			const ground = fields.oneOf('ground', input.ground, groundCodes);
			const note = fields.text('note', input.note ?? '', {
				max: 500,
				multiline: true,
				optional: true
			});
			fields.refuseIfWrong();

			const id = newId(now());
			const { contributionId, replyId } = subject;
			const accountId = actor.kind === 'account' ? actorKey(actor) : null;
			const [added] = await db
				.insert(t.flags)
				.values({ id, contributionId, replyId, accountId, ground, note, at: now() })
				.onConflictDoNothing()
				.returning({ id: t.flags.id });
			if (!added) throw new Refusal('already_flagged');
			await enqueue(writer, { contributionId, replyId, centreId: subject.hostCentreId, ground });
			emit({
				type: 'contribution.flagged',
				topic: topicOfDesk(subject.centreSlug),
				kind: replyId === '' ? 'contribution' : 'reply',
				id: subjectId(subject),
				version: subject.version
			});
			return { id };
		})
	);
}
