import { expect, test } from 'vitest';
import { seededFolder } from '../support/seeded.ts';
import { killLoop } from '../support/kills.ts';
import { disagreements } from '../support/records.ts';

test('through five hundred kills nothing acknowledged is lost, and nothing is done twice', async () => {
	const seeded = await seededFolder(8);
	const loops = await Promise.all([killLoop(seeded, 250), killLoop(seeded, 250)]);
	for (const { folder, writers, faults, slowestStart } of loops) {
		const { topic, poll } = seeded;
		const found = await disagreements({ folder, topic, pollId: poll.id, writers });
		console.log(`${found.writes} writes, slowest start ${Math.round(slowestStart)} ms`);
		expect([...faults, ...found.faults]).toEqual([]);
	}
});
