import { getHeapStatistics } from 'node:v8';
import type { LiveLimits } from './live/limits.ts';
import type { Allowance } from './load/buckets.ts';

/** What requests may cost before they are turned away (RELIABILITY P26, D11). */
export interface LoadLimits {
	/** Of each account, however many sessions it has. */
	account: Allowance;
	/** Of each address, for whoever is not signed in: a library or a mobile operator has many behind one. */
	address: Allowance;
	/** So many accounts, and so many addresses, are remembered; those that were quiet long are forgotten. */
	remembered: number;
	/** Pages and answers of the API in the making at the same time; one thread makes them. */
	atOnce: number;
	/** Requests of one account or address that may wait for their turn, and requests in all. */
	waitingOfOne: number;
	waiting: number;
	connectionsPerAddress: number;
	/** Milliseconds for which whatever comes waits until it is looked at, on average of a second. */
	loopDelay: number;
	/** Milliseconds after the start in which that is not asked: it is still part of what was measured. */
	settling: number;
	/** Bytes of the process, and of its JavaScript objects. */
	memory: number;
	heap: number;
}

/** All that tests may change. */
export type Limits = LiveLimits & LoadLimits;

/**
 * Work is counted in milliseconds of the processor. An address may take two fifths of it for as long as it likes,
 * and the others wait no longer for that, as requests are answered in turns. Sixty people who sign in and vote in
 * the same minute take 15 ms in each second; ten thousand open sockets take 400 MB.
 */
export const loadLimits: LoadLimits = {
	account: { burst: 1000, perSecond: 200 },
	address: { burst: 4000, perSecond: 400 },
	remembered: 20_000,
	atOnce: 4,
	waitingOfOne: 500,
	waiting: 2000,
	connectionsPerAddress: 4000,
	loopDelay: 1000,
	settling: 2000,
	memory: 1_000_000_000,
	heap: 0.85 * getHeapStatistics().heap_size_limit
};

/** What requests cost, in milliseconds of the processor, as it was measured and rounded up. */
export const work = {
	/** A file, a page that lies ready, or a refusal. */
	ready: 0.1,
	/** A socket, or a change over the API: their own limits are narrower. */
	change: 0.3,
	/** An answer of the API. */
	answer: 1,
	/** A page that is drawn. */
	page: 3,
	/** A picture that is drawn, on a thread of its own. */
	picture: 150
} as const;
