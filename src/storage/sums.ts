import type { Done } from './commands.ts';
import type { Sum, Writer } from './storage.ts';

/** One thing that a command added. */
export interface Addition {
	sum: Sum<unknown>;
	values: unknown;
}

/** What the commands of a group have added up, and nobody has written yet. */
export function createSums() {
	const places = new Map<Sum<unknown>, Map<string, unknown>>();
	let last: Done | undefined;

	return {
		/** Of each command that stays, in their order. */
		take(done: Done): void {
			last = done;
			for (const { sum, values } of done.additions) {
				let sums = places.get(sum);
				if (!sums) places.set(sum, (sums = new Map<string, unknown>()));
				const key = sum.key(values);
				sums.set(key, sums.has(key) ? sum.plus(sums.get(key), values) : values);
			}
		},
		/** Whether a command that is not additive would read what is not there yet. */
		get isAwaited() {
			return [...places.keys()].some(({ late }) => !late);
		},
		/**
		 * What stands in the live log by it is told with the last command before it: in the order of the log. What is late
		 * waits for the end of the group.
		 */
		async write(writer: Pick<Writer, 'run'>, { atEnd }: { atEnd: boolean }): Promise<void> {
			const written = [...places].filter(([{ late }]) => atEnd || !late);
			for (const [sum] of written) places.delete(sum);
			for (const [sum, sums] of written)
				for (const values of sums.values()) {
					const events = await sum.write(writer, values);
					last?.events.push(...events);
				}
		},
		/** With a group that fails nothing of it stays. */
		drop: () => places.clear()
	};
}
