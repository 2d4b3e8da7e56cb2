/**
 * Whose an address is: of IPv6 the first 64 bits, as one household or one server has as many addresses as it likes
 * within them. Other addresses stand for themselves.
 */
export function networkOf(address: string): string {
	if (!address.includes(':')) return address;
	const mapped = /^::ffff:([\d.]+)$/i.exec(address);
	if (mapped) return mapped[1]!;
	const [head = '', tail] = address.split('::');
	const left = head === '' ? [] : head.split(':');
	const right = tail === undefined || tail === '' ? [] : tail.split(':');
	const zeros = Math.max(0, tail === undefined ? 0 : 8 - left.length - right.length);
	const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4);
	return groups.map((group) => parseInt(group, 16).toString(16)).join(':');
}
