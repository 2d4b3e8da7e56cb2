import { expect, test } from 'vitest';
import { storm } from '../support/storm.ts';

test('a hundred clients that lose their lines all the time see every event once and in order, or read anew', async () => {
	const outcome = await storm({ clients: 100, happenings: 1000 });
	expect(outcome).toMatchObject({ faults: [], stale: 0, differences: [] });
	// Both ways were walked: most caught up, some had been away for too long.
	expect(outcome.reconnects).toBeGreaterThan(300);
	expect(outcome.readAnew).toBeGreaterThan(0);
	expect(outcome.events).toBeGreaterThan(50_000);
});
