import type { LiveEvent } from '#core/live/schemas.ts';
import type { ServerMessage } from '#server/live/messages.ts';
import { eventsOf, type Cursor } from './live.ts';
import type { Demo } from './server.ts';
import { lines, type LineKind } from './storm/lines.ts';

/** All that a consultation's topic tells whoever comes back, from each of its offsets or from every so many. */
export async function replayFrom(
	{ origin, visitor }: Pick<Demo, 'origin' | 'visitor'>,
	{ number, kind, step = 1 }: { number: string; kind: LineKind; step?: number }
): Promise<LiveEvent[]> {
	const page = await visitor('GET', `/consultations/${number}`);
	const { e, o: head } = (page.body as { cursor: Cursor }).cursor;
	const all: LiveEvent[] = [];
	for (let from = 0; from < head; from += step) {
		const told = await toldFrom(from);
		if (told.length !== head - from) throw new Error(`${told.length} of ${head - from} events`);
		all.push(...told);
	}
	return all;

	function toldFrom(from: number): Promise<LiveEvent[]> {
		const events: LiveEvent[] = [];
		const cursor = () => ({ e, o: from + events.length });
		return new Promise((resolve, reject) => {
			const line = lines[kind](origin, {
				topic: `c:${number}`,
				cursor,
				take(message: ServerMessage) {
					if (message.t === 'reset' || message.t === 'err')
						reject(new Error(JSON.stringify(message)));
					events.push(...eventsOf(message));
					if (cursor().o !== head) return;
					line.end();
					resolve(events);
				},
				fault: (what) => reject(new Error(what))
			});
		});
	}
}
