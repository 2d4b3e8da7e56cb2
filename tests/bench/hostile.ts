import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder.ts';
import { receiversOf } from './receivers.ts';
import type { Outcome } from './run.ts';
import { openTarget } from './targets.ts';

const others = 100;
const rounds = 5;
const eventsOfRound = 60;

/** How long an event takes to the last of a hundred sockets, without hostile ones beside them and with. */
export async function hostile(): Promise<Outcome[]> {
	const folder = temporaryFolder();
	await (await openTarget('live', folder)).stop();
	const viche = await openTarget<{ topic: string }>('live', folder);
	const { topic } = viche.told;
	const good = await receiversOf(viche, topic, others);
	const times: Record<'calm' | 'besieged', number[]> = { calm: [], besieged: [] };
	const tell = async (into: number[]) => {
		for (let n = 0; n < eventsOfRound; n++) into.push((await good.event()).took);
	};
	await tell([]);
	const { memory: before } = await viche.usage();
	let most = before;
	for (let n = 0; n < rounds; n++) {
		await tell(times.calm);
		const crowd = fork(join(import.meta.dirname, 'servers/hostile.ts'), [viche.origin, topic]);
		await once(crowd, 'message');
		await tell(times.besieged);
		most = Math.max(most, (await viche.usage()).memory);
		const gone = once(crowd, 'exit');
		crowd.kill();
		await gone;
	}
	good.close();
	await viche.stop();
	const [calm, besieged] = [p99(times.calm), p99(times.besieged)];
	const grown = (most - before) / 1e6;
	return [
		{
			what: `p99 of an event to ${others} sockets, beside 200 stalled and 50 flooding ones`,
			ours: besieged,
			unit: 'ms',
			limit: calm,
			ratio: besieged / calm,
			goal: '≤ 2',
			reached: besieged <= 2 * calm
		},
		{
			what: 'memory that they take',
			ours: grown,
			unit: 'MB',
			limit: 300,
			ratio: grown / 300,
			goal: '≤ 1',
			reached: grown <= 300
		}
	];
}

const p99 = (values: readonly number[]) =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)]!;
