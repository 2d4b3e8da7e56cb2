import { connect } from 'node:net';

interface Opening {
	/** One of this machine's own: each has its limits. */
	address?: string;
	headers?: Record<string, string>;
	path?: string;
}

const masked = 0x80;
const mask = Buffer.alloc(4);

/** A frame as a client sends it, or as it must not. */
export function frame(
	first: number,
	payload: Buffer | string,
	{ isMasked = true, length }: { isMasked?: boolean; length?: bigint } = {}
): Buffer {
	const bytes = Buffer.from(payload as string);
	const size = length ?? BigInt(bytes.length);
	const header = Buffer.alloc(size < 126n ? 2 : size < 65_536n ? 4 : 10);
	header[0] = first;
	header[1] = (isMasked ? masked : 0) | (size < 126n ? Number(size) : size < 65_536n ? 126 : 127);
	if (header.length === 4) header.writeUInt16BE(Number(size), 2);
	if (header.length === 10) header.writeBigUInt64BE(size, 2);
	return Buffer.concat([header, ...(isMasked ? [mask] : []), bytes]);
}

export const text = (message: unknown) => frame(0x81, JSON.stringify(message));

/** A connection that sends whatever it is told to, and reads nothing but how it ends. */
export function openRaw(origin: string, { address, headers = {}, path = '/live' }: Opening = {}) {
	const { host, port } = new URL(origin);
	const socket = connect({
		port: Number(port),
		host: '127.0.0.1',
		...(address !== undefined && { localAddress: address })
	});
	let said = Buffer.alloc(0);
	const opened = Promise.withResolvers<number>();
	socket.on('data', (bytes) => {
		if (said.length < 2_000_000) said = Buffer.concat([said, bytes]);
		const [, status] = /^HTTP\/1\.1 (\d+)[^]*?\r\n\r\n/.exec(said.toString('latin1')) ?? [];
		if (status !== undefined) opened.resolve(Number(status));
	});
	socket.on('error', () => undefined);
	const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
	void ended.then(() => opened.resolve(0));
	return {
		socket,
		/** Resolves to the status of the handshake, 0 when there was none. */
		opened: opened.promise,
		/** Resolves to the code with which it was closed, 0 when it was cut without a word. */
		closed: ended.then(() => closeCodeIn(said)),
		shakeHands() {
			const all = {
				host,
				origin,
				connection: 'upgrade',
				upgrade: 'websocket',
				'sec-websocket-version': '13',
				'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
				...headers
			};
			const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
			socket.write([`GET ${path} HTTP/1.1`, ...lines, '\r\n'].join('\r\n'));
			return opened.promise;
		},
		send: (...frames: Buffer[]) => void (socket.writable && socket.write(Buffer.concat(frames)))
	};
}

/** Goes through the frames that came after the head of the answer. */
function closeCodeIn(said: Buffer): number {
	let at = said.indexOf('\r\n\r\n') + 4;
	while (at + 2 <= said.length) {
		const short = said[at + 1]! & 0x7f;
		const [header, size] = short === 126 ? [4, said.readUInt16BE(at + 2)] : [2, short];
		if (said[at] === 0x88) return size < 2 ? 1005 : said.readUInt16BE(at + header);
		at += header + size;
	}
	return 0;
}
