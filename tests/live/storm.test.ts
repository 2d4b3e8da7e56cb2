import { expect, test } from 'vitest';
import { storm } from '../support/storm.ts';

test('clients on the worst of lines, through kills and a restore, see every event once and in order, or read anew', async () => {
	const outcome = await storm({
		clients: { socket: 30, stream: 10, poll: 10, own: 10 },
		happenings: 320,
		kills: 2,
		restore: 'copy'
	});
	expect(outcome).toMatchObject({ faults: [], stale: 0, differences: [] });
	// Both ways were walked: most caught up, some had been away for too long.
	expect(outcome.disconnects).toBeGreaterThan(200);
	expect(outcome.trimmed).toBeGreaterThan(0);
	expect(outcome.epoch).toBeGreaterThan(30);
	expect(outcome.events).toBeGreaterThan(6000);
}, 240_000);
