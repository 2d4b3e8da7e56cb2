import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/settings.ts';
import { temporaryFolder } from '../support/folder.ts';
import { median } from './load.ts';
import type { Outcome } from './run.ts';

/** From the start of the process to the line that says it is ready, on the database of the demo. */
export async function startUp(): Promise<Outcome[]> {
	const folder = temporaryFolder();
	await startedOn(folder);
	const times: number[] = [];
	const sizes: number[] = [];
	for (let round = 0; round < 5; round++) {
		const { ready, megabytes } = await startedOn(folder);
		times.push(ready);
		sizes.push(megabytes);
	}
	const [ready, memory] = [median(times), median(sizes)];
	return [
		{
			what: 'S7 ready on an existing database',
			ours: ready,
			unit: 'ms',
			limit: 1500,
			ratio: ready / 1500,
			goal: '≤ 1500 ms',
			reached: ready <= 1500
		},
		{
			what: 'S7 memory after start',
			ours: memory,
			unit: 'MB',
			limit: 150,
			ratio: memory / 150,
			goal: '≤ 150 MB',
			reached: memory <= 150
		}
	];
}

/** Starts the built server once on that data folder, and ends it. */
export async function startedOn(folder: string): Promise<{ ready: number; megabytes: number }> {
	const begun = performance.now();
	const env = {
		...process.env,
		PORT: '0',
		VICHE_DATA: folder,
		VICHE_DEMO: '1',
		LOG_LEVEL: 'silent'
	};
	const child = spawn(process.execPath, [join(projectRoot, 'dist/main.js')], {
		env,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const exited = once(child, 'exit');
	let printed = '';
	for await (const chunk of child.stdout) {
		printed += String(chunk);
		if (/Viche is ready/.test(printed)) break;
	}
	const ready = performance.now() - begun;
	const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
	const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1000;
	child.kill();
	await exited;
	return { ready, megabytes };
}
