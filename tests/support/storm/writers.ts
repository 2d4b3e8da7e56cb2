import { setTimeout as sleep } from 'node:timers/promises';
import { apiClientApart } from '../client.ts';
import type { Seeded } from '../seeded.ts';

interface Meanwhile {
	/** Whether those who follow need time: else they would see nothing but `reset`. */
	isFarAhead(): boolean;
	/** After each of them. */
	happened(): void;
}

/** At once: their commands meet in one commit. */
const pens = 4;

/** What happens in an open consultation, asked for as from outside: words, ballots, and words that are hidden. */
export function createWriters(
	origin: string,
	{ number, poll, people, consultant }: Pick<Seeded, 'number' | 'poll' | 'people' | 'consultant'>,
	{ isFarAhead, happened }: Meanwhile
) {
	const faults: string[] = [];
	const written: string[] = [];
	const clients = people.map(({ cookie }) => apiClientApart(origin, cookie));
	const moderator = apiClientApart(origin, consultant);
	let asked = 0;
	let done = 0;

	async function happening() {
		const n = asked++;
		const write = clients[n % clients.length]!;
		const turn = n % 10;
		if (turn < 6) {
			const body = { kind: 'opinion', text: `Думка № ${n}`, display: 'resident' };
			const answer = await write('POST', `/consultations/${number}/contributions`, body);
			if (answer.status === 201) written.push((answer.body as { id: string }).id);
			return answer;
		}
		const option = poll.options[n % poll.options.length]!.id;
		const [contributionId] = turn === 9 ? written.splice(-3, 1) : [];
		if (contributionId === undefined)
			return write('PUT', `/polls/${poll.id}/ballot`, { choice: { option } });
		const decision = { contributionId, version: 1, action: 'hidden', ground: 'M6_spam' };
		const reason = 'Те саме надіслано багато разів поспіль, без потреби.';
		return moderator('POST', '/moderation/decisions', { ...decision, reason });
	}

	async function write(goal: number): Promise<void> {
		while (done < goal) {
			for (let waits = 0; waits < 50 && isFarAhead(); waits++) await sleep(20);
			// While the server is away nothing happens.
			const answer = await happening().catch(() => undefined);
			if (answer === undefined || answer.status === 503) await sleep(20);
			else if (answer.status < 300) {
				done++;
				happened();
			} else if (answer.status !== 404 && answer.status !== 409)
				// What an older database does not know can be hidden by nobody.
				faults.push(`${answer.status} ${answer.text}`);
		}
	}

	return {
		faults,
		get done() {
			return done;
		},
		/** Until so many have happened since the beginning. */
		until: (goal: number) => Promise.all(Array.from({ length: pens }, () => write(goal)))
	};
}
