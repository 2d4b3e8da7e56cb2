import { expect, test } from 'vitest';
import { storm } from '../support/storm.ts';

test('clients on the worst of lines, through kills and a restore, see every event once and in order, or read anew', async () => {
	const outcome = await storm({
		clients: { socket: 30, stream: 10, poll: 10, own: 10 },
		happenings: 200,
		kills: 1,
		restore: 'copy'
	});
	expect(outcome).toMatchObject({ faults: [], stale: 0, differences: [] });
	// Both ways were walked: most caught up, some had been away for too long.
	expect(outcome.disconnects).toBeGreaterThan(100);
	expect(outcome.trimmed).toBeGreaterThan(0);
	expect(outcome.epoch).toBeGreaterThan(30);
	expect(outcome.events).toBeGreaterThan(3000);
}, 240_000);
