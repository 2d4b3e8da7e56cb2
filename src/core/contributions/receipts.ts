import { timingSafeEqual } from 'node:crypto';
import type { Keys } from '#storage/keys.ts';
import { inLatin, withDigits } from './typed.ts';

/** No letters that are read as digits (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `K7Q4-9M2X`: opens what became of a contribution without an account. Computed, never stored. */
export function receiptCode(keys: Keys, number: string): string {
	const digest = keys.mac('receipt', number);
	const letters = [...digest.subarray(0, 8)].map((byte) => alphabet[byte % 32]).join('');
	return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Whether it is the code of that receipt, however it was typed: the signs of the alphabet are chosen for that. */
export function isReceiptCode(keys: Keys, number: string, typed: string): boolean {
	const plain = (code: string) => Buffer.from(withDigits(inLatin(code)).replace(/[^0-9A-Z]/g, ''));
	const [given, right] = [plain(typed), plain(receiptCode(keys, number))];
	return given.length === right.length && timingSafeEqual(given, right);
}
