import { isRefusal, Refusal } from '../kernel/errors.ts';
import { networkOf } from '../kernel/network.ts';

const window = 15 * 60_000;
/** How often the time to wait may double: at most eight times a quarter of an hour. */
const doublings = 3;
/** After so much quiet the time to wait is short again. */
const memory = 12 * 60 * 60_000;
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
/** Requests for access that come from one address without an account; a library has many readers. */
export const requestLimits = { address: 20 } as const;
/** Tries from one address with codes that open a role, on paper or in a link. */
export const invitationLimits = { address: 20 } as const;
/** Letters to one e-mail address, and from one place: nobody's mailbox is filled from here. */
export const letterLimits = { email: 3, address: 60 } as const;
/** Codes in links, which have 256 bits. */
export const linkLimits = { address: 30 } as const;
/** What somebody who is signed in enters again: the password, or the second factor. */
export const confirmationLimits = { account: 5 } as const;

/**
 * Counts failures only, so that many people who know their passwords or codes may share an address. Each kind of
 * key has a limit of its own within a quarter of an hour; whoever reaches it waits as long, and twice as long the
 * next time.
 */
export function createAttempts<Kind extends string>(limits: Readonly<Record<Kind, number>>) {
	const failures = new Map<string, number[]>();
	const kinds = Object.keys(limits) as Kind[];
	type Keys = Readonly<Record<Kind, string>>;

	const nameOf = (kind: Kind, key: string) =>
		`${kind}\n${kind === 'address' ? networkOf(key) : key}`;
	const keep = (name: string, times: number[]) => {
		failures.delete(name);
		if (times.length > 0) failures.set(name, times);
	};

	/**
	 * Counts an attempt as failed before it is looked at, or many at the same moment would all pass. Throws
	 * `too_many_attempts` with the seconds to wait.
	 */
	function begin(keys: Keys, now: number) {
		for (const kind of kinds) {
			const until = blockedUntil(failures.get(nameOf(kind, keys[kind])) ?? [], limits[kind]);
			if (now < until)
				throw new Refusal('too_many_attempts', { retryAfter: Math.ceil((until - now) / 1000) });
		}
		const names = kinds.map((kind) => nameOf(kind, keys[kind]));
		for (const name of names) {
			const recent = (failures.get(name) ?? []).filter((at) => at > now - memory);
			keep(name, [...recent, now]);
		}
		// Those that were quiet longest go first: who makes up names does not wipe out what is counted against theirs.
		for (const oldest of failures.keys()) {
			if (failures.size <= atMost) break;
			failures.delete(oldest);
		}

		function takeBack(): void {
			for (const name of names) {
				const times = failures.get(name) ?? [];
				const place = times.lastIndexOf(now);
				if (place >= 0) keep(name, times.toSpliced(place, 1));
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

	return {
		begin,
		/**
		 * One guess from its beginning to its end: it stays counted where `look` answers nothing, or refuses
		 * `code_not_valid`.
		 */
		async guess<Found>(
			{ keys, now, forgive = [] }: { keys: Keys; now: number; forgive?: Kind[] },
			look: () => Promise<Found>
		): Promise<Found> {
			const attempt = begin(keys, now);
			try {
				const found = await look();
				if (found !== undefined && found !== false) attempt.succeeded(...forgive);
				return found;
			} catch (error) {
				if (!isRefusal(error) || error.code !== 'code_not_valid') attempt.takeBack();
				throw error;
			}
		}
	};
}
export type Attempts<Kind extends string> = ReturnType<typeof createAttempts<Kind>>;

/** When the next try may be made, by the times of all that failed, in order. */
function blockedUntil(times: readonly number[], limit: number): number {
	let until = 0;
	let strikes = 0;
	let counted: number[] = [];
	for (const at of times) {
		counted = counted.filter((one) => one > at - window).concat(at);
		if (counted.length < limit) continue;
		until = at + window * 2 ** Math.min(strikes++, doublings);
		counted = [];
	}
	return until;
}
