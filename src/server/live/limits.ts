/** RELIABILITY D2; tests shorten the times. */
export interface LiveLimits {
	/** Sockets, streams and polls together. */
	socketsPerSession: number;
	/** A library has many visitors behind one address. */
	socketsPerAddress: number;
	topicsPerSocket: number;
	/** Pings among them. */
	messages: { count: number; withinMs: number };
	firstSubscriptionMs: number;
	beatMs: number;
	pongMs: number;
	/** A poll is answered after so long, whether or not there is something to say. */
	pollMs: number;
	/** What follows so soon after the first is told with it. */
	burstMs: number;
	/** Ballots are told together, at most this often: their order and time are nobody's business. */
	ballotsMs: number;
	/** Bytes that may wait for a slow reader; catching up may take half of them. */
	backlog: number;
	/** Events behind which reading anew costs less than catching up. */
	recovery: number;
}

export const liveLimits: LiveLimits = {
	socketsPerSession: 8,
	socketsPerAddress: 300,
	topicsPerSocket: 32,
	messages: { count: 20, withinMs: 10_000 },
	firstSubscriptionMs: 15_000,
	beatMs: 25_000,
	pongMs: 10_000,
	pollMs: 25_000,
	burstMs: 40,
	ballotsMs: 1000,
	backlog: 262_144,
	recovery: 500
};

/** How many things there are of each name; a name that has none takes no memory. */
export function createCounts() {
	const counts = new Map<string, number>();
	return {
		/** Takes one place, unless all are taken; answers how to give it back. */
		take(name: string, most: number): (() => void) | undefined {
			const taken = counts.get(name) ?? 0;
			if (taken >= most) return undefined;
			counts.set(name, taken + 1);
			return () => {
				const left = counts.get(name)! - 1;
				if (left > 0) counts.set(name, left);
				else counts.delete(name);
			};
		}
	};
}
