import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refusal } from '#core/kernel/errors.ts';
import { projectRoot } from '../../settings.ts';
import type { Card } from './card.ts';

/** Built, it stands beside `start.js`, and this may stand in a part of that. */
const besides = import.meta.url.endsWith('.ts')
	? './worker.ts'
	: `${import.meta.url.includes('/parts/') ? '..' : '.'}/picture-worker.js`;

/** Bytes of all pictures that are kept. */
const mostKept = 4 * 1_048_576;
/** After so long with nothing to draw the thread ends, and gives its memory back. */
const idle = 30_000;
const longest = 8000;

/**
 * Draws cards one after the other; the same card is drawn once. While `mostWaiting` of them wait, whoever asks for another
 * one is asked to come again.
 */
export function createStudio({ mostWaiting = 20 } = {}) {
	/** Whoever was asked for least lately comes first. */
	const kept = new Map<string, Uint8Array>();
	const underWay = new Map<string, Promise<Uint8Array>>();
	let bytes = 0;
	let worker: Worker | undefined;
	let ending: NodeJS.Timeout | undefined;
	let last: Promise<unknown> = Promise.resolve();

	async function draw(card: Card): Promise<Uint8Array> {
		clearTimeout(ending);
		worker ??= startWorker();
		try {
			worker.postMessage(card);
			return await answerOf(worker);
		} catch (error) {
			await stop();
			throw error;
		} finally {
			ending = setTimeout(() => void stop(), idle).unref();
		}
	}

	async function stop(): Promise<void> {
		clearTimeout(ending);
		const ended = worker;
		worker = undefined;
		await ended?.terminate();
	}

	function keep(key: string, picture: Uint8Array): void {
		kept.set(key, picture);
		bytes += picture.length;
		for (const [oldest, { length }] of kept) {
			if (bytes <= mostKept) return;
			kept.delete(oldest);
			bytes -= length;
		}
	}

	return {
		/** Undefined where it has to be drawn. */
		ready(key: string): Uint8Array | undefined {
			const picture = kept.get(key);
			if (!picture) return undefined;
			kept.delete(key);
			kept.set(key, picture);
			return picture;
		},
		/** Refuses `busy`. */
		async picture(key: string, card: Card): Promise<Uint8Array> {
			const known = underWay.get(key);
			if (known) return known;
			if (underWay.size >= mostWaiting) throw new Refusal('busy', { retryAfter: 10 });
			const turn = last.then(() => draw(card));
			last = turn.catch(() => undefined);
			underWay.set(key, turn);
			try {
				const picture = await turn;
				keep(key, picture);
				return picture;
			} finally {
				underWay.delete(key);
			}
		},
		stop
	};
}

function startWorker(): Worker {
	const worker = new Worker(new URL(besides, import.meta.url), {
		workerData: { favicon: join(projectRoot, 'static', 'favicon.svg') },
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 }
	});
	worker.unref();
	return worker;
}

/** What it draws; throws where it fails, ends, or takes too long. */
async function answerOf(worker: Worker): Promise<Uint8Array> {
	const over = new AbortController();
	const signal = AbortSignal.any([over.signal, AbortSignal.timeout(longest)]);
	const ended = once(worker, 'exit', { signal }).then(() => {
		throw new Error('The thread that draws has ended.');
	});
	try {
		const [picture] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [
			Uint8Array
		];
		return picture;
	} finally {
		ended.catch(() => undefined);
		over.abort();
	}
}
