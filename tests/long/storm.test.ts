import { expect, test } from 'vitest';
import { storm } from '../support/storm.ts';

test('five hundred clients and five thousand happenings, five kills and a restore: no gap, no repeat, nobody stale', async () => {
	const outcome = await storm({
		clients: { socket: 350, stream: 50, poll: 50, own: 50 },
		happenings: 5000,
		kills: 5,
		restore: 'command'
	});
	console.log(outcome);
	expect(outcome).toMatchObject({ faults: [], stale: 0, differences: [] });
	expect(outcome.disconnects).toBeGreaterThan(5000);
	expect(outcome.happenings).toBeGreaterThanOrEqual(5000);
});
