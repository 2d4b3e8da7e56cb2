import { Refusal } from '../kernel/errors.ts';

const window = 15 * 60_000;
/** One person who forgot a password, a guesser with many addresses, and a library with sixty people behind one. */
const limits = { pair: 5, login: 30, address: 120 } as const;
const atMost = 20_000;

/** Counts failed sign-ins only, so that many people who know their passwords may share an address. */
export function createAttempts() {
	const failures = new Map<string, number[]>();

	function recent(key: string, now: number): number[] {
		return (failures.get(key) ?? []).filter((at) => at > now - window);
	}
	const keysOf = (login: string, address: string) => ({
		pair: `${login}\n${address}`,
		login: `l\n${login}`,
		address: `a\n${address}`
	});

	return {
		/**
		 * Counts an attempt as failed before it is looked at, or many at the same moment would all pass. Throws
		 * `too_many_attempts` with the seconds to wait.
		 */
		begin(login: string, address: string, now: number) {
			const keys = keysOf(login, address);
			for (const kind of ['pair', 'login', 'address'] as const) {
				const times = recent(keys[kind], now);
				if (times.length >= limits[kind])
					throw new Refusal('too_many_attempts', {
						retryAfter: Math.ceil((times[0]! + window - now) / 1000)
					});
			}
			if (failures.size > atMost) failures.clear();
			for (const key of Object.values(keys)) failures.set(key, [...recent(key, now), now]);

			function takeBack(): void {
				for (const key of Object.values(keys)) {
					const times = failures.get(key) ?? [];
					const left = times.toSpliced(times.lastIndexOf(now), 1);
					if (left.length > 0) failures.set(key, left);
					else failures.delete(key);
				}
			}
			return {
				/** The password was right; slips before it are forgiven. */
				succeeded(): void {
					takeBack();
					failures.delete(keys.pair);
				},
				/** The password was not even looked at. */
				takeBack
			};
		}
	};
}
export type Attempts = ReturnType<typeof createAttempts>;
