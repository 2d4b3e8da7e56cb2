import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { median } from './load.ts';
import type { Target } from './targets.ts';

const eventsOfRound = 10;
/** Processes that receive: two, for one would be slower than the server. */
const crowds = 2;

export interface Round {
	/** Deliveries per second. */
	perSecond: number;
	/** Milliseconds until the last socket has it, the median of the round. */
	last: number;
	/** Microseconds of the server's processor for one delivery. */
	cpu: number;
}

/** Processes with so many sockets that listen to a topic. */
export async function receiversOf(target: Target, topic: string, sockets: number) {
	const children = Array.from({ length: crowds }, (_, place) =>
		fork(join(import.meta.dirname, 'servers/receivers.ts'), [
			target.origin,
			topic,
			String(Math.ceil(sockets / crowds)),
			`127.0.${place + 1}`
		])
	);
	for (const child of children)
		child
			.once('exit', (code) => {
				if (code !== 0) throw new Error('A process of receivers ended by itself.');
			})
			.on('message', (said: { lost?: boolean }) => {
				if (said.lost) throw new Error('A socket was lost.');
			});
	await Promise.all(children.map((child) => next(child)));

	/** One event, from the moment in which it happens to the last socket that has it. */
	async function event(): Promise<{ took: number; size: number }> {
		for (const child of children) child.send('listen');
		const heard = Promise.all(children.map((child) => next<{ last: string; size: number }>(child)));
		const { began } = await target.ask<{ began: string }>('event');
		const all = await heard;
		const last = Math.max(...all.map((one) => Number(BigInt(one.last) - BigInt(began))));
		return { took: last / 1e6, size: all[0]!.size };
	}

	return {
		event,
		async round(): Promise<Round> {
			const { cpu } = await target.usage();
			const times: number[] = [];
			for (let n = 0; n < eventsOfRound; n++) times.push((await event()).took);
			const used = (await target.usage()).cpu - cpu;
			const whole = times.reduce((sum, one) => sum + one);
			return {
				perSecond: (sockets * eventsOfRound * 1000) / whole,
				last: median(times),
				cpu: used / (sockets * eventsOfRound)
			};
		},
		close() {
			for (const child of children) {
				child.removeAllListeners('message');
				child.disconnect();
			}
		}
	};
}

async function next<Said>(child: ChildProcess): Promise<Said> {
	const [said] = (await once(child, 'message')) as [Said];
	return said;
}
