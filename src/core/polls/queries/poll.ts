import type { Store } from '#storage/storage.ts';
import type { Actor } from '../../kernel/actor.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { cursorOf, type Cursor } from '../../register/queries.ts';
import { readCounted } from '../commands/count.ts';
import { pollInConsultation, pollsOf, type Poll, type PollInConsultation } from '../queries.ts';

/** One poll with the cursor of its consultation's topic; refuses `not_found`. */
export function pollById(
	store: Store,
	_: Actor,
	{ id }: { id: string }
): Promise<Poll & { consultation: PollInConsultation; cursor: Cursor }> {
	return readCounted(store, async (reader) => {
		const consultation = await pollInConsultation(reader, id);
		const polls = await pollsOf(reader, {
			...consultation,
			id: consultation.consultationId
		});
		const cursor = await cursorOf(reader, topicOfConsultation(consultation.number));
		return { ...polls.find((poll) => poll.id === id)!, consultation, cursor };
	});
}
