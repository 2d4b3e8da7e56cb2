import type { App } from '#core/app.ts';
import { consultantOf, type openPoll, type Resident } from './residents.ts';

type Open = Awaited<ReturnType<typeof openPoll>>;

/** One after the other what happens in an open consultation: words, ballots, and words that are hidden. */
export function createHappenings(app: App, { number, poll }: Open, people: readonly Resident[]) {
	const written: string[] = [];
	const moderator = consultantOf(app, number).then(({ value }) => app.sessions.actorOf(value));
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
		await app.moderation.decide(await moderator, { ...decision, reason });
	}

	return { next, hide, written };
}
