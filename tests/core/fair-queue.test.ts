import { expect, test } from 'vitest';
import { createFairQueue } from '#core/kernel/fair-queue.ts';

/** Work that ends when it is told to; what began, in order. */
function watched(queue: ReturnType<typeof createFairQueue>) {
	const began: string[] = [];
	const ends: (() => void)[] = [];
	return {
		began,
		enter: (client: string, name = client) =>
			queue.enter(client, (end) => {
				began.push(name);
				ends.push(end);
			}),
		async endNext() {
			ends.shift()!();
			await new Promise((resolve) => setImmediate(resolve));
		}
	};
}

test('so many are at work, the others wait, and the lines of clients take turns', async () => {
	const { began, enter, endNext } = watched(
		createFairQueue({ atOnce: 2, waitingOfOne: 9, waiting: 9 })
	);
	for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) enter('a', name);
	enter('b');
	enter('c');
	expect(began).toEqual(['a1', 'a2']);
	for (let n = 0; n < 5; n++) await endNext();
	expect(began).toEqual(['a1', 'a2', 'a3', 'b', 'c', 'a4', 'a5']);
});

test('a line that is full turns its client away, a full room everybody, and neither for longer than that', async () => {
	const { began, enter, endNext } = watched(
		createFairQueue({ atOnce: 1, waitingOfOne: 2, waiting: 3 })
	);
	expect([enter('a'), enter('a'), enter('a'), enter('a')]).toEqual([
		undefined,
		undefined,
		undefined,
		'own'
	]);
	expect([enter('b'), enter('b'), enter('c')]).toEqual([undefined, 'all', 'all']);
	await endNext();
	expect([enter('c'), enter('c')]).toEqual([undefined, 'all']);
	for (let n = 0; n < 4; n++) await endNext();
	expect(began).toEqual(['a', 'a', 'b', 'a', 'c']);
});

test('work that is done at one go is no way past the others', async () => {
	const queue = createFairQueue({ atOnce: 2, waitingOfOne: 9, waiting: 9 });
	const done: string[] = [];
	for (const name of ['a', 'a', 'a', 'a', 'b'])
		queue.enter(name, (end) => {
			done.push(name);
			end();
		});
	expect(done).toEqual(['a', 'a']);
	await expect.poll(() => done).toEqual(['a', 'a', 'a', 'b', 'a']);
});

test('an end that is told twice makes room once', async () => {
	const queue = createFairQueue({ atOnce: 1, waitingOfOne: 9, waiting: 9 });
	const began: number[] = [];
	queue.enter('a', (end) => setImmediate(() => (end(), end())));
	for (const n of [1, 2, 3]) queue.enter('a', () => void began.push(n));
	await expect.poll(() => began).toEqual([1]);
});

test('work that waits for something else keeps nobody waiting', async () => {
	const queue = createFairQueue({ atOnce: 1, waitingOfOne: 9, waiting: 9, patience: 20 });
	queue.enter('a', () => undefined);
	const next = new Promise<string>((resolve) => queue.enter('b', () => resolve('begun')));
	expect(await next).toBe('begun');
});
