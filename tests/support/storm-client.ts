import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerMessage } from '#server/live/messages.ts';
import { eventsOf } from './live.ts';
import type { Watcher } from './watcher.ts';

const soon = (most: number) =>
	new Promise<void>((resolve) => setTimeout(resolve, Math.random() * most));

/**
 * A client that loses its line again and again, in all the ways in which lines are lost, and comes back
 * with its last cursor. It takes what it gets: a repeat or a gap is the server's.
 */
export function createStormClient(origin: string, topic: string, watcher: Watcher) {
	let socket: WebSocket | undefined;
	let reconnects = -1;
	let stopped = false;
	const abandoned = new Set<WebSocket>();

	async function run(): Promise<void> {
		await watcher.read();
		while (!stopped) {
			await connection();
			if (!stopped) await soon(100);
		}
	}

	async function connection(): Promise<void> {
		reconnects++;
		const own = new WebSocket(`${origin.replace('http', 'ws')}/live`, { origin });
		socket = own;
		let turn: Promise<void> = Promise.resolve();
		const subscribe = () => {
			if (own.readyState === WebSocket.OPEN)
				own.send(JSON.stringify({ op: 'sub', id: 1, topic, since: watcher.cursor }));
		};
		own.on('error', () => undefined);
		own.on('open', subscribe);
		own.on('message', (bytes: Buffer) => {
			// Who went on to another line does not listen to the old one.
			if (own !== socket) return;
			const frame = JSON.parse(bytes.toString()) as ServerMessage;
			if (frame.t === 'reset')
				turn = turn.then(async () => {
					await watcher.read();
					subscribe();
				});
			for (const event of eventsOf(frame)) watcher.take(event);
			if (frame.t === 'err') watcher.faults.push(`refused: ${frame.code}`);
		});
		await Promise.race([once(own, 'close'), once(own, 'abandoned')]);
		await turn;
	}

	return {
		run,
		get reconnects() {
			return reconnects;
		},
		/** Loses the line: without a word, politely, or half open, so that only the server has to find out. */
		async lose(): Promise<void> {
			const own = socket;
			if (own?.readyState !== WebSocket.OPEN || own.isPaused) return;
			const way = Math.floor(Math.random() * 4);
			if (way === 0) own.close();
			else if (way === 1) own.terminate();
			else {
				own.pause();
				// Sometimes away for so long that catching up is no longer worth it.
				if (way === 3) await soon(1500);
				if (own === socket) socket = undefined;
				own.emit('abandoned');
				abandoned.add(own);
			}
		},
		stop(): void {
			stopped = true;
			socket?.terminate();
			for (const own of abandoned) own.terminate();
		}
	};
}
