/** Thousands of sockets that only listen, on bare connections: what they cost must not be measured with the server. */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const [, , origin = '', topic = '', count = '0', network = '127.0.1'] = process.argv;
const { port, host } = new URL(origin);
const handshake = [
	'GET /live HTTP/1.1',
	`host: ${host}`,
	`origin: ${origin}`,
	'connection: upgrade',
	'upgrade: websocket',
	'sec-websocket-version: 13',
	`sec-websocket-key: ${randomBytes(16).toString('base64')}`,
	'\r\n'
].join('\r\n');
const mask = Buffer.alloc(4);
const pong = Buffer.concat([Buffer.from([0x8a, 0x80]), mask]);
const asked = Buffer.from(JSON.stringify({ op: 'sub', id: 1, topic }));
const subscription = Buffer.concat([Buffer.from([0x81, 0x80 | asked.length]), mask, asked]);
let left = 0;
let size = 0;

// Some may have heard it already: the server does not wait for this message.
process.on('message', () => {
	left += Number(count);
	if (left === 0) tellLast();
});
process.on('disconnect', () => process.exit(0));
// A few at a time, or connections would wait in line for too long.
const crowd = 100;
for (let n = 0; n < Number(count); n += crowd)
	await Promise.all(
		// From more than one address: of one the server takes only so many.
		Array.from({ length: Math.min(crowd, Number(count) - n) }, () =>
			enter(`${network}.${(1 + n / 1000) | 0}`)
		)
	);
process.send!({ ready: true });

function enter(localAddress: string): Promise<void> {
	const { promise, resolve, reject } = Promise.withResolvers<void>();
	const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress });
	socket.setNoDelay(true).on('error', reject);
	socket.once('connect', () => socket.write(handshake));
	socket.once('data', (answer) => {
		if (!answer.includes('101 Switching')) return reject(new Error(answer.toString()));
		listen(socket, answer.subarray(answer.indexOf('\r\n\r\n') + 4));
		socket.write(subscription, () => resolve());
	});
	return promise;
}

function listen(socket: Socket, first: Buffer): void {
	let rest = first;
	socket.on('data', (chunk) => {
		rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		for (;;) {
			const length = rest.length < 4 ? 0 : lengthOf(rest);
			if (length === 0 || rest.length < length) {
				// A ping has two bytes.
				if (rest.length < 2 || rest[0] !== 0x89) return;
				socket.write(pong);
				rest = rest.subarray(2);
				continue;
			}
			if (rest[0] === 0x89) socket.write(pong);
			else if (rest.subarray(2, length).includes('{"t":"ev"')) told(length);
			rest = rest.subarray(length);
		}
	});
	socket.on('close', () => process.send!({ lost: true }));
}

function lengthOf(frame: Buffer): number {
	return frame[1]! < 126 ? 2 + frame[1]! : 4 + frame.readUInt16BE(2);
}

function told(length: number): void {
	size = length - 4;
	if (--left === 0) tellLast();
}

function tellLast(): void {
	process.send!({ last: String(process.hrtime.bigint()), size });
}
