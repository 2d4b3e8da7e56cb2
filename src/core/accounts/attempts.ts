import { Refusal } from '../kernel/errors.ts';

const window = 15 * 60_000;
const atMost = 20_000;

/** One person who forgot a password, a guesser with many addresses, and a library with sixty people behind one. */
export const signInLimits = { pair: 5, login: 30, address: 120 } as const;
export const signInKeys = (login: string, address: string) => ({
	pair: `${login}\n${address}`,
	login,
	address
});
/** Tries from one address with the number and code of a receipt. */
export const receiptLimits = { address: 10 } as const;

/**
 * Counts failures only, so that many people who know their passwords or codes may share an address. Each kind of
 * key has a limit of its own within a quarter of an hour.
 */
export function createAttempts<Kind extends string>(limits: Readonly<Record<Kind, number>>) {
	const failures = new Map<string, number[]>();
	const kinds = Object.keys(limits) as Kind[];

	function recent(key: string, now: number): number[] {
		return (failures.get(key) ?? []).filter((at) => at > now - window);
	}
	const nameOf = (kind: Kind, key: string) => `${kind}\n${key}`;

	return {
		/**
		 * Counts an attempt as failed before it is looked at, or many at the same moment would all pass. Throws
		 * `too_many_attempts` with the seconds to wait.
		 */
		begin(keys: Readonly<Record<Kind, string>>, now: number) {
			for (const kind of kinds) {
				const times = recent(nameOf(kind, keys[kind]), now);
				if (times.length >= limits[kind])
					throw new Refusal('too_many_attempts', {
						retryAfter: Math.ceil((times[0]! + window - now) / 1000)
					});
			}
			if (failures.size > atMost) failures.clear();
			const names = kinds.map((kind) => nameOf(kind, keys[kind]));
			for (const name of names) failures.set(name, [...recent(name, now), now]);

			function takeBack(): void {
				for (const name of names) {
					const times = failures.get(name) ?? [];
					const left = times.toSpliced(times.lastIndexOf(now), 1);
					if (left.length > 0) failures.set(name, left);
					else failures.delete(name);
				}
			}
			return {
				/** It was right; slips before it under keys of the given kinds are forgiven. */
				succeeded(...forgiven: Kind[]): void {
					takeBack();
					for (const kind of forgiven) failures.delete(nameOf(kind, keys[kind]));
				},
				/** It was not even looked at. */
				takeBack
			};
		}
	};
}
export type Attempts<Kind extends string> = ReturnType<typeof createAttempts<Kind>>;
