import { createRecent } from '#core/kernel/recent.ts';

/** What somebody may use up at once, and what they get back each second. */
export interface Allowance {
	burst: number;
	perSecond: number;
}

/** Nobody gets further into debt than this, in seconds: who was turned away may come again soon. */
const longestWait = 5;

/** A bucket for each client, full at first; a client that is forgotten finds it full again. */
export function createBuckets({ burst, perSecond }: Allowance, remembered: number) {
	const buckets = createRecent<{ left: number; at: number }>(remembered);

	function bucketOf(client: string): { left: number; at: number } {
		const now = performance.now();
		let bucket = buckets.get(client);
		if (!bucket) buckets.keep(client, (bucket = { left: burst, at: now }));
		bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
		bucket.at = now;
		return bucket;
	}

	function charge(client: string, work: number): void {
		const bucket = bucketOf(client);
		bucket.left = Math.max(bucket.left - work, -longestWait * perSecond);
	}

	return {
		/** Takes work that turned out to be needed, whether there is enough or not. */
		charge,
		/** Takes work if there is anything left; answers 0, or the whole seconds to wait. */
		take(client: string, work: number): number {
			const { left } = bucketOf(client);
			if (left <= 0) return Math.max(1, Math.ceil((work - left) / perSecond));
			charge(client, work);
			return 0;
		}
	};
}
export type Buckets = ReturnType<typeof createBuckets>;
