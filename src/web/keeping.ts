import { keepHeader, type Keep } from '#core/live/model.ts';

/** What a page depends on besides its address; what reaches everything, such as the names of places, needs no mention. */
export interface Dependence {
	/** Live topics of what it shows. */
	topics: readonly string[];
	/** Instants at which it reads otherwise though nothing happens. */
	changesAt?: readonly number[];
}

const hour = 3_600_000;

/**
 * Days in words, days left and phases change at midnights of Kyiv or Warsaw, and those are full hours; what is late is so
 * from the millisecond after.
 */
const nextHour = (now: number) => (now % hour === 0 ? now + 1 : Math.ceil(now / hour) * hour);

/** What an answer may be kept under; null as long as no page has said that it may be. `now`: before anything is read. */
export function createKeeping(now: number) {
	let kept: Keep | null = null;
	return {
		keep({ topics, changesAt = [] }: Dependence): void {
			const coming = changesAt.filter((at) => at > now);
			kept = {
				topics: [...(kept?.topics ?? []), ...topics],
				until: Math.min(kept?.until ?? nextHour(now), ...coming)
			};
		},
		/** Only a page that went well, and left nothing with whoever asked. */
		tell({ status, headers }: Response): void {
			if (kept && status === 200 && !headers.has('set-cookie'))
				headers.set(keepHeader, JSON.stringify(kept));
		}
	};
}
