/** Hostile clients: 200 that stop reading, and 50 that ask as fast as they can and come back when they are cut off. */
import { openRaw, text } from '../../support/raw-socket.ts';

const [, , origin = '', topic = ''] = process.argv;
const sub = text({ op: 'sub', id: 1, topic });
process.on('disconnect', () => process.exit(0));
for (let n = 0; n < 200; n++) {
	const stalled = openRaw(origin, { address: '127.0.0.8' });
	await stalled.shakeHands();
	stalled.send(sub);
	stalled.socket.pause();
}
for (let n = 0; n < 50; n++) void flood();
process.send!({ ready: true });

async function flood(): Promise<never> {
	for (;;) {
		const one = openRaw(origin, { address: '127.0.0.9' });
		await one.shakeHands();
		one.send(...Array<Buffer>(1000).fill(sub));
		await one.closed;
	}
}
