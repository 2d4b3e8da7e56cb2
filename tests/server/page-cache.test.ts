import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPageCache, type PageCache } from '#server/pages/cache.ts';
import { createWorld, type World } from '../support/world.ts';

/** What happens between the first question for a page and its answer: with a server it is over too soon to be met. */
const reason = 'Так вирішила сесія міської ради 20 листопада, одноголосно.';
let world: World;
let number: string;
let cache: PageCache;

beforeAll(async () => {
	world = await createWorld();
	({ number } = await world.open());
	cache = createPageCache(world.storage, 1_000_000);
});
afterAll(() => world.storage.close());

const drawn = ({ status = 200, until = Infinity, length = 100 } = {}) => ({
	status,
	headers: {},
	body: Buffer.alloc(length),
	keep: { topics: [`c:${number}`], until }
});

test('whoever asks while a page is drawn waits for the same one', async () => {
	const rendering = cache.begin('/same');
	expect(cache.underWay('/same')).toBe(rendering);
	const waiting = rendering.join();
	const kept = rendering.finish(drawn());
	expect(await waiting).toBe(kept);
	expect(cache.find('/same')).toBe(kept);
	expect(cache.underWay('/same')).toBeUndefined();
});

test('what happens meanwhile is missing for nobody who asks afterwards', async () => {
	const rendering = cache.begin('/changed');
	const before = rendering.join();
	await world.write(world.olena, number);
	const after = rendering.join();
	const kept = rendering.finish(drawn());
	expect(await before).toBe(kept);
	expect(await after).toBe('late');
	expect(cache.find('/changed')).toBeUndefined();
});

test('what happens elsewhere meanwhile does no harm, and what happens without a word does', async () => {
	const { number: other } = await world.announced({
		opensOn: '2026-12-10',
		closesOn: '2027-01-20'
	});
	for (const [act, isKept] of [
		[() => world.app.consultations.suspend(world.official, { number: other, reason }), true],
		[() => world.storage.write({ kind: 'system', job: 'test' }, async () => undefined), false]
	] as const) {
		const rendering = cache.begin('/elsewhere');
		await act();
		rendering.finish(drawn());
		expect(cache.find('/elsewhere') !== undefined).toBe(isKept);
	}
});

test('who waits tries again when the first has gone, and each for itself where it cannot be shared', async () => {
	const abandoned = cache.begin('/gone');
	const waiting = abandoned.join();
	abandoned.abandon();
	expect(await waiting).toBe('late');
	const next = cache.begin('/gone');
	// The connection of the first one closes later than it was given up.
	abandoned.abandon();
	expect(cache.underWay('/gone')).toBe(next);
	for (const page of [
		null,
		drawn({ status: 404 }),
		{ ...drawn(), keep: undefined },
		drawn({ length: 1_000_001 })
	]) {
		const rendering = cache.begin('/own');
		const waiting = rendering.join();
		expect(rendering.finish(page)).toBeNull();
		expect(await waiting).toBe('not kept');
		expect(cache.find('/own')).toBeUndefined();
	}
});

test('a page whose time is over before it is drawn is for nobody but the first', async () => {
	const rendering = cache.begin('/over');
	const waiting = rendering.join();
	expect(rendering.finish(drawn({ until: world.now() }))).not.toBeNull();
	expect(await waiting).toBe('late');
	expect(cache.find('/over')).toBeUndefined();
});
