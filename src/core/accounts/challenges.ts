import { randomBytes } from 'node:crypto';

const lifetime = 5 * 60_000;
const atMost = 20_000;

/** Challenges of passkeys: each is made here, for one account or for whoever comes, and answered once. */
export function createChallenges() {
	const open = new Map<string, { accountId: string | null; until: number }>();
	return {
		make(accountId: string | null, now: number): string {
			for (const oldest of open.keys()) {
				if (open.size < atMost && open.get(oldest)!.until > now) break;
				open.delete(oldest);
			}
			const challenge = randomBytes(32).toString('base64url');
			open.set(challenge, { accountId, until: now + lifetime });
			return challenge;
		},
		/** Whether it was made for that account, and not used yet; it is used now. */
		take(challenge: string, accountId: string | null, now: number): boolean {
			const found = open.get(challenge);
			open.delete(challenge);
			return found !== undefined && found.accountId === accountId && now < found.until;
		}
	};
}
export type Challenges = ReturnType<typeof createChallenges>;
