import { randomBytes, randomInt } from 'node:crypto';
import type { Call } from './calls.ts';

/** What was written and not synced when the power went: nothing of it, all, or anything in between. */
export const variants = ['nothing', 'all', 'some', 'torn', 'garbage'] as const;
type Variant = (typeof variants)[number];
type Change = Extract<Call, { does: 'write' } | { does: 'truncate' }>;

interface File {
	synced: Buffer;
	pending: Change[];
	/** For threads that are about to sync, how much of that they will. */
	begun: Map<string, number>;
	/** A file exists for certain once its folder was synced. */
	listed: boolean;
	there: boolean;
}

/** A disk that keeps for certain only what was synced (after SQLite's own crash tests, `test6.c`). */
export function createDisk(folder: string, before: ReadonlyMap<string, Buffer>) {
	const files = new Map<string, File>();
	for (const [name, synced] of before)
		files.set(name, { synced, pending: [], begun: new Map(), listed: true, there: true });

	function syncFolder(): void {
		for (const [name, file] of files)
			if (file.there) file.listed = true;
			else files.delete(name);
	}

	function sync(file: File, thread: string): void {
		const { begun, pending } = file;
		const count = begun.get(thread) ?? pending.length;
		begun.delete(thread);
		for (const [other, before] of begun) begun.set(other, Math.max(0, before - count));
		file.synced = changed(file.synced, pending.slice(0, count));
		file.pending = pending.slice(count);
	}

	return {
		perform(call: Call): void {
			if (call.does === 'sync' && call.file === folder) return syncFolder();
			const file = files.get(call.file);
			if (call.does === 'create') {
				if (file) file.there = true;
				else {
					const synced = Buffer.alloc(0);
					const begun = new Map<string, number>();
					files.set(call.file, { synced, pending: [], begun, listed: false, there: true });
				}
			} else if (!file) return;
			else if (call.does === 'remove') file.there = false;
			else if (call.does === 'begin sync') file.begun.set(call.thread, file.pending.length);
			else if (call.does === 'sync') sync(file, call.thread);
			else file.pending.push(call as Change);
		},
		/** What is found on it after the power went now. */
		cut(variant: Variant): Map<string, Buffer> {
			const found = new Map<string, Buffer>();
			for (const [name, { synced, pending, listed, there }] of files) {
				const certain = listed && there;
				if (!certain && (variant === 'all' ? !there : variant === 'nothing' ? !listed : coin()))
					continue;
				const survived = pending.flatMap((change) => surviving(variant, change) ?? []);
				found.set(name, changed(synced, survived));
			}
			return found;
		}
	};
}

const coin = () => randomInt(2) === 0;

function surviving(variant: Variant, change: Change): Change | undefined {
	if (variant === 'nothing') return undefined;
	if (variant === 'all' || coin()) return change;
	if (change.does === 'truncate') return undefined;
	const { bytes } = change;
	if (variant === 'torn' && coin()) {
		const sectors = randomInt(Math.ceil(bytes.length / 512));
		return { ...change, bytes: bytes.subarray(0, sectors * 512) };
	}
	if (variant === 'garbage' && coin()) return { ...change, bytes: randomBytes(bytes.length) };
	return undefined;
}

function changed(before: Buffer, changes: readonly Change[]): Buffer {
	if (changes.length === 0) return before;
	const end = (change: Change) =>
		change.does === 'write' ? change.offset + change.bytes.length : change.length;
	const content = Buffer.alloc(Math.max(before.length, ...changes.map(end)));
	before.copy(content);
	let length = before.length;
	for (const change of changes) {
		if (change.does === 'write') change.bytes.copy(content, change.offset);
		else content.fill(0, change.length);
		length = change.does === 'write' ? Math.max(length, end(change)) : change.length;
	}
	return content.subarray(0, length);
}
