import { expect, test } from 'vitest';
import { besiege } from '../support/hostile.ts';
import { startDemo } from '../support/server.ts';

test('a siege of 5,000 half handshakes, 200 stalled readers and 50 floods: all are cut off, the others see all', async () => {
	const demo = await startDemo();
	const { told, floodCodes, grown, half } = await besiege(demo, {
		stalled: 200,
		flooding: 50,
		halfOpen: 5000,
		others: 50
	});
	console.log(`${told} events, memory grew by ${Math.round(grown / 1e6)} MB`);
	expect(new Set(floodCodes)).toEqual(new Set([4429]));
	expect(grown).toBeLessThan(300_000_000);
	// By the time that a request may take to come.
	await Promise.all(half.map(({ closed }) => closed));
	await demo.stop();
});
