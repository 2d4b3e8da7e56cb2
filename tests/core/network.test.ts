import { expect, test } from 'vitest';
import { createAttempts } from '#core/accounts/attempts.ts';
import { networkOf } from '#core/kernel/network.ts';
import { createRecent } from '#core/kernel/recent.ts';

test.each([
	['192.0.2.7', '192.0.2.7'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
	['2001:DB8:1:2::', '2001:db8:1:2'],
	['2001:db8::1', '2001:db8:0:0'],
	['::1', '0:0:0:0'],
	['', '']
])('%s belongs to %s', (address, network) => {
	expect(networkOf(address)).toBe(network);
});

test('all addresses of one household share the limit on guessing', () => {
	const attempts = createAttempts({ address: 3 });
	for (const end of [1, 2, 3]) attempts.begin({ address: `2001:db8:1:2::${end}` }, 0);
	expect(() => attempts.begin({ address: '2001:db8:1:2:ffff::' }, 0)).toThrow('too_many_attempts');
	expect(() => attempts.begin({ address: '2001:db8:1:3::1' }, 0)).not.toThrow();
});

test('what was asked for lately is remembered, the rest is forgotten, and there is never more than twice that', () => {
	const recent = createRecent<number>(100);
	recent.keep('used', 0);
	for (let n = 0; n < 1000; n++) {
		recent.keep(`once ${n}`, n);
		expect(recent.get('used')).toBe(0);
	}
	const kept = Array.from({ length: 1000 }, (_, n) => recent.get(`once ${n}`));
	expect(kept.filter((one) => one !== undefined).length).toBeLessThanOrEqual(200);
	expect(recent.get('once 999')).toBe(999);
	recent.forget('used');
	expect(recent.get('used')).toBeUndefined();
});
