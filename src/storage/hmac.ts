import { hash } from 'node:crypto';

const block = 64;

/**
 * HMAC-SHA-256 (RFC 2104) under a key of at most 64 bytes. Made of two plain digests: the object that
 * `node:crypto` makes for each one costs several times the digest.
 */
export function createMac(key: Buffer): (text: string) => Buffer {
	const pad = (byte: number) =>
		Buffer.alloc(block, byte).map((one, place) => one ^ (key[place] ?? 0));
	const inner = pad(0x36);
	const outer = Buffer.concat([pad(0x5c), Buffer.alloc(32)]);
	let message = Buffer.concat([inner, Buffer.alloc(512)]);

	return (text) => {
		// No sign takes more than three bytes for each of its units.
		if (block + text.length * 3 > message.length)
			message = Buffer.concat([inner, Buffer.alloc(text.length * 3)]);
		const length = block + message.write(text, block);
		// As Latin letters, for a buffer made by the digest costs more than one made here.
		outer.write(hash('sha256', message.subarray(0, length), 'binary'), block, 'latin1');
		return Buffer.from(hash('sha256', outer, 'binary'), 'latin1');
	};
}
