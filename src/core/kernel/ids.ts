import { randomBytes, randomUUID } from 'node:crypto';

/** Grows with time, so that new rows land side by side in the index (RFC 9562, version 7). */
export function newId(now: number): string {
	const bytes = randomBytes(16);
	bytes.writeUIntBE(now, 0, 6);
	bytes[6] = (bytes[6]! & 0x0f) | 0x70;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	const hex = bytes.toString('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Before all that were made from that instant on, after all before it. */
export function idsSince(instant: number): string {
	const hex = instant.toString(16).padStart(12, '0');
	return `${hex.slice(0, 8)}-${hex.slice(8)}-`;
}

/** The greatest number that a column of whole numbers holds in PostgreSQL; SQLite goes further. */
export const greatestInteger = 2_147_483_647;

/** Says nothing about when it was made: for rows that must not be put in order (RELIABILITY D4). */
export const timelessId = (): string => randomUUID();
