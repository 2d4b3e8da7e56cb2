import type { Ends, Transport } from './transports.ts';
import type { Cursor } from './types.ts';

/** Reads one topic until the signal ends it; throws where the line ends by itself. */
type Read = (
	get: (since: Cursor | undefined) => Promise<Response>,
	since: Cursor | undefined,
	take: (message: Parameters<Ends['take']>[0]) => void,
	signal: AbortSignal
) => Promise<void>;

/** Something that is not there for us, said by the site itself and not by a machine on the way. */
class Forbidden extends Error {}
class Busy extends Error {
	pause: number;
	constructor(seconds: number) {
		super();
		this.pause = seconds * 1000;
	}
}

/** A line over plain HTTP: a request, or a row of them, for each topic. */
export const httpLine =
	(path: string, read: Read): Transport =>
	(origin, { ready, take, closed }) => {
		const reading = new Map<string, AbortController>();
		queueMicrotask(ready);

		async function follow(topic: string, since: Cursor | undefined, signal: AbortSignal) {
			const get = async (from: Cursor | undefined) => {
				const query = new URLSearchParams({
					topic,
					...(from && { e: from.e, o: String(from.o) })
				});
				const response = await fetch(`${origin}${path}?${query}`, { signal, cache: 'no-store' });
				if (response.ok) return response;
				const isOurs = response.headers.get('content-type')?.includes('problem+json');
				const after = Number(response.headers.get('retry-after'));
				const isFinal = response.status < 500 && response.status !== 429;
				throw isOurs && isFinal ? new Forbidden() : new Busy(after);
			};
			try {
				await read(get, since, (message) => signal.aborted || take(message, topic), signal);
			} catch (error) {
				if (signal.aborted) return;
				if (error instanceof Forbidden) take({ t: 'err', id: 0, code: 'forbidden' }, topic);
				else closed(error instanceof Busy ? { pause: error.pause } : {});
			}
		}

		return {
			ask(topic, since) {
				reading.get(topic)?.abort();
				const stop = new AbortController();
				reading.set(topic, stop);
				void follow(topic, since, stop.signal);
			},
			close() {
				for (const stop of reading.values()) stop.abort();
			}
		};
	};
