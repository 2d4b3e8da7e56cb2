import { expect, test } from 'vitest';
import { storm } from '../support/storm.ts';

test('five hundred clients and five thousand happenings: no gap, no repeat, nobody stale', async () => {
	const { events, reconnects, readAnew, ...outcome } = await storm({
		clients: 500,
		happenings: 5000
	});
	console.log(`${events} events, ${reconnects} reconnects, ${readAnew} times read anew`);
	expect(outcome).toEqual({ faults: [], stale: 0, differences: [] });
	expect(reconnects).toBeGreaterThan(5000);
});
