import type { LiveEvent } from '#core/live/schemas.ts';
import type { ServerMessage } from './messages.ts';

/** A message in the forms in which it travels, each made once however many it goes to. */
export interface Frame {
	message: ServerMessage;
	text: string;
	/** As a whole WebSocket frame. */
	bytes: Buffer;
}

export function frameOf(message: ServerMessage): Frame {
	const text = JSON.stringify(message);
	return { message, text, bytes: socketFrame(text) };
}

/** One unmasked text frame (RFC 6455, 5.2): whatever leaves the server is written in this form. */
function socketFrame(text: string): Buffer {
	const length = Buffer.byteLength(text);
	const [header, code] = length < 126 ? [2, length] : length < 65_536 ? [4, 126] : [10, 127];
	const bytes = Buffer.allocUnsafe(header + length);
	bytes[0] = 0x81;
	bytes[1] = code;
	if (code === 126) bytes.writeUInt16BE(length, 2);
	if (code === 127) bytes.writeBigUInt64BE(BigInt(length), 2);
	bytes.write(text, header);
	return bytes;
}

/** Consecutive events of a topic, and the same as one frame for everybody who has all before them. */
export interface Batch {
	first: number;
	last: number;
	events: readonly LiveEvent[];
	frame: Frame;
}

const mostEvents = 100;
/** Of the 64 KiB that a frame may have; what is around the events takes some. */
const mostBytes = 60_000;

/** Events in as few frames as the limits allow. */
export function batchesOf(topic: string, events: readonly LiveEvent[]): Batch[] {
	const batches: Batch[] = [];
	let batch: LiveEvent[] = [];
	let bytes = 0;
	const end = () => {
		const [first] = batch;
		if (!first) return;
		batches.push({
			first: first.o,
			last: batch.at(-1)!.o,
			events: batch,
			frame: frameOf(
				batch.length === 1 ? { t: 'ev', topic, ...first } : { t: 'evs', topic, ev: batch }
			)
		});
		batch = [];
		bytes = 0;
	};
	for (const event of events) {
		const size = Buffer.byteLength(JSON.stringify(event));
		if (batch.length === mostEvents || bytes + size > mostBytes) end();
		batch.push(event);
		bytes += size;
	}
	end();
	return batches;
}
