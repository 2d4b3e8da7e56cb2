import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';

/** What a process did to its files, as strace tells it. */
export type Call = { at: number; file: string } & (
	| { does: 'write'; bytes: Buffer; offset: number }
	| { does: 'truncate'; length: number }
	| { does: 'create' | 'remove' }
	/** Of one thread: what others write while it syncs is not synced by it. */
	| { does: 'begin sync' | 'sync'; thread: string }
);

/** For `startOn`: every call that changes or syncs the database files of a folder goes into the log. */
export const tracing = (folder: string, log: string): string[] => [
	...['strace', '-D', '-f', '-qq', '-y', '-ttt', '-xx', '-s', '70000', '-o', log],
	...['-e', 'trace=openat,pwrite64,ftruncate,fsync,fdatasync,unlink'],
	...['-P', folder],
	...['viche.sqlite', 'viche.sqlite-wal'].flatMap((name) => ['-P', `${folder}/${name}`])
];

const bytesOf = (hex: string) => Buffer.from(hex.replaceAll('\\x', ''), 'hex');
const nameOf = (hex: string) => basename(bytesOf(hex).toString());

/** The calls in their order; the folder itself goes by its own name. */
export async function* callsIn(log: string): AsyncGenerator<Call> {
	/** By thread, calls that another one of its process came between. */
	const begun = new Map<string, string>();
	for await (const line of createInterface({ input: createReadStream(log) })) {
		const [, thread = '', seconds, said = ''] = /^(\d+) +([\d.]+) (.*)$/s.exec(line) ?? [];
		const [, start] = /^(.*) <unfinished \.\.\.>$/s.exec(said) ?? [];
		if (start !== undefined) begun.set(thread, start);
		const [, end] = /^<\.\.\. \w+ resumed>(.*)$/s.exec(said) ?? [];
		const whole = end === undefined ? said : `${begun.get(thread)}${end}`;
		const [, name, rest] = /^(\w+)\((.*)$/s.exec(whole) ?? [];
		if (rest === undefined || /\) += -1 /.test(rest)) continue;
		const at = Number(seconds) * 1000;
		const file = nameOf(/^\d+<([^>]*)>/.exec(rest)?.[1] ?? '');
		const isSync = name === 'fsync' || name === 'fdatasync';
		if (start !== undefined) {
			if (isSync) yield { at, file, does: 'begin sync', thread };
			continue;
		}
		if (name === 'pwrite64') {
			const [, hex, offset, written] = /^[^,]*, "([^"]*)", \d+, (\d+)\) += (\d+)/.exec(rest)!;
			const bytes = bytesOf(hex!).subarray(0, Number(written));
			yield { at, file, does: 'write', bytes, offset: Number(offset) };
		} else if (name === 'ftruncate') {
			const length = Number(/, (\d+)\)/.exec(rest)![1]);
			yield { at, file, does: 'truncate', length };
		} else if (isSync) yield { at, file, does: 'sync', thread };
		else if (name === 'unlink')
			yield { at, file: nameOf(/^"([^"]*)"/.exec(rest)![1]!), does: 'remove' };
		else if (name === 'openat' && rest.includes('O_CREAT'))
			yield { at, file: nameOf(/, "([^"]*)"/.exec(rest)![1]!), does: 'create' };
	}
}
