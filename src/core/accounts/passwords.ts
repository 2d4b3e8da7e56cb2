import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Refusal } from '../kernel/errors.ts';
import { createFairQueue } from '../kernel/fair-queue.ts';
import { networkOf } from '../kernel/network.ts';

const derive = promisify(argon2);
/** OWASP's least for argon2id: 19 MiB, two passes. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
/**
 * A core is left to those who do something else: a flood of sign-ins must take neither the memory nor the pages.
 * Those who wait have their answer within ten seconds. A whole library may come at the same moment.
 */
const turns = createFairQueue({
	atOnce: Math.max(1, availableParallelism() - 1),
	waitingOfOne: 64,
	waiting: 128
});

/** argon2id in PHC form. Throws `busy` when too many are waiting. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await inTurn('', () => derive('argon2id', { ...cost, message: password, nonce }));
	const { memory, passes, parallelism } = cost;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/**
 * Takes as long for an account without a password as for one with, so that time tells nothing. Those who try from
 * the same place wait for each other. Throws `busy` when too many are waiting.
 */
export async function passwordMatches(
	password: string,
	hash: string | null,
	place = ''
): Promise<boolean> {
	const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(
		hash ?? nobody
	);
	if (!match) return false;
	const [, memory, passes, parallelism, nonce, tag] = match;
	const expected = Buffer.from(tag!, 'base64');
	const given = await inTurn(networkOf(place), () =>
		derive('argon2id', {
			message: password,
			nonce: Buffer.from(nonce!, 'base64'),
			memory: Number(memory),
			passes: Number(passes),
			parallelism: Number(parallelism),
			tagLength: expected.length
		})
	);
	return hash !== null && timingSafeEqual(given, expected);
}

const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${base64(randomBytes(16))}$${base64(randomBytes(32))}`;

function base64(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}

function inTurn<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		const noRoom = turns.enter(place, (end) => void work().finally(end).then(resolve, reject));
		if (noRoom) reject(new Refusal('busy', { retryAfter: 5 }));
	});
}
