import type { LoadLimits } from '../../src/server/limits.ts';

const endless = { burst: 1e12, perSecond: 1e12 };

/** For tests and benchmarks that ask more, from one address, than anybody would: all that only counts. */
export const unlimited: Partial<LoadLimits> = {
	account: endless,
	address: endless,
	waitingOfOne: Infinity,
	waiting: Infinity,
	connectionsPerAddress: Infinity,
	loopDelay: Infinity,
	memory: Infinity,
	heap: Infinity
};
