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
		/** Throws `too_many_attempts` with the seconds to wait. */
		refuseIfTooMany(login: string, address: string, now: number): void {
			const keys = keysOf(login, address);
			for (const kind of ['pair', 'login', 'address'] as const) {
				const times = recent(keys[kind], now);
				if (times.length >= limits[kind])
					throw new Refusal('too_many_attempts', {
						retryAfter: Math.ceil((times[0]! + window - now) / 1000)
					});
			}
		},
		failed(login: string, address: string, now: number): void {
			if (failures.size > atMost) failures.clear();
			for (const key of Object.values(keysOf(login, address)))
				failures.set(key, [...recent(key, now), now].slice(-limits.address));
		},
		succeeded(login: string, address: string): void {
			failures.delete(keysOf(login, address).pair);
		}
	};
}
export type Attempts = ReturnType<typeof createAttempts>;
