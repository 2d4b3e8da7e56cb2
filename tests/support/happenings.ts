import { eq } from 'drizzle-orm';
import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { openPoll, Resident } from './residents.ts';

type Open = Awaited<ReturnType<typeof openPoll>>;

/** One after the other what happens in an open consultation: words, ballots, and words that are hidden. */
export function createHappenings(app: App, { number, poll }: Open, people: readonly Resident[]) {
	const written: string[] = [];
	let n = 0;

	async function next(): Promise<void> {
		const { actor } = people[n % people.length]!;
		const turn = n++ % 10;
		if (turn < 6) {
			const input = { number, kind: 'opinion', text: `Думка № ${n}`, display: 'resident' };
			written.push((await app.contributions.write(actor, input)).id);
		} else if (turn < 9) {
			const option = poll.options[n % poll.options.length]!.id;
			await app.polls.cast(actor, { pollId: poll.id, choice: { option } });
		} else await hide(written[written.length - 3]!);
	}

	async function hide(id: string): Promise<void> {
		const decision = { id, version: 1, action: 'hidden', ground: 'M6_spam' } as const;
		const reason = 'Те саме надіслано багато разів поспіль, без потреби.';
		await app.moderation.decide(await consultant(), { ...decision, reason });
	}

	let staff: Promise<Actor> | undefined;
	/** A consultant of the centre that moderates here, found among the people of the demo. */
	function consultant(): Promise<Actor> {
		return (staff ??= (async () => {
			const { db, t } = app.storage;
			const [consultation] = await db
				.select()
				.from(t.consultations)
				.where(eq(t.consultations.number, number));
			const roles = await db.select().from(t.roles);
			const held = roles.find(
				({ role, scopeId }) => role === 'consultant' && scopeId === consultation!.hostCentreId
			)!;
			const { value } = await app.sessions.start(held.accountId, { secondFactorAt: 0 });
			return app.sessions.actorOf(value);
		})());
	}

	return { next, hide, written };
}
