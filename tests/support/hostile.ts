import { openLive } from './live.ts';
import { openRaw, text } from './raw-socket.ts';
import { openPoll } from './residents.ts';
import type { Demo } from './server.ts';

interface Crowd {
	/** Sockets that subscribe, and then read nothing any more. */
	stalled: number;
	/** Sockets that ask as fast as they can. */
	flooding: number;
	/** Connections that begin a handshake and do not end it. */
	halfOpen: number;
	/** Well-behaved ones. */
	others: number;
}

/** Hostile clients at a server that tells of many events, and others beside them that see all of it. */
export async function besiege(demo: Demo, { stalled, flooding, halfOpen, others }: Crowd) {
	const { topic } = await openPoll(demo.app);
	const sub = text({ op: 'sub', id: 1, topic });
	const good = await Promise.all(
		Array.from({ length: others }, async () => {
			const live = await openLive(demo.origin).open();
			const answer = await live.sub(topic);
			return { live, from: (answer as { o: number }).o };
		})
	);
	const before = process.memoryUsage.rss();
	const open = (address: string) => openRaw(demo.origin, { address });
	const half = Array.from({ length: halfOpen }, (_, n) => {
		const one = open(`127.0.1.${1 + (n % 200)}`);
		one.socket.write('GET /live HTTP/1.1\r\nhost: lo');
		return one;
	});
	const readers = await Promise.all(
		Array.from({ length: stalled }, async () => {
			const one = open('127.0.0.2');
			await one.shakeHands();
			one.send(sub);
			one.socket.pause();
			return one;
		})
	);
	const floods = Array.from({ length: flooding }, async () => {
		const one = open('127.0.0.3');
		await one.shakeHands();
		// A thousand at once, from each.
		one.send(...Array<Buffer>(1000).fill(sub));
		return one.closed;
	});
	const codes = Promise.all(floods);

	const { clients } = demo.server.websocketServer;
	let told = 0;
	let most = before;
	/** Forty big events at a time: what stalled readers do not take has to wait somewhere. */
	while (clients.size > others) {
		await demo.app.storage.write({ kind: 'system', job: 'test' }, async ({ emit }) => {
			const object = { kind: 'contribution', id: 'x'.repeat(5000), version: 1 } as const;
			for (let n = 0; n < 40; n++) emit({ type: 'contribution.kept', topic, ...object });
		});
		told += 40;
		await Promise.all(
			good.map(async (one) => {
				const events = await one.live.events(40);
				const wanted = events.map((_, n) => one.from + told - 39 + n);
				if (events.some(({ o }, n) => o !== wanted[n])) throw new Error('out of order');
			})
		);
		most = Math.max(most, process.memoryUsage.rss());
	}
	const floodCodes = await codes;
	for (const { live } of good) live.socket.terminate();
	for (const { socket } of readers) socket.destroy();
	return { told, floodCodes, grown: most - before, half };
}
