import { Refusal } from '#core/kernel/errors.ts';

/** More than this under way and waiting, and the next is told to come back later. */
const most = 4096;

/** Lets so many snapshots wait for a connection and no more: refuses `busy`. */
export function createSnapshots() {
	let asked = 0;
	return async <Result>(read: () => Promise<Result>): Promise<Result> => {
		if (asked >= most) throw new Refusal('busy', { retryAfter: 5 });
		asked++;
		try {
			return await read();
		} finally {
			asked--;
		}
	};
}
