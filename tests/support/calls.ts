import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';

/** What a process did to its files, as strace tells it. */
export type Call = { at: number; file: string } & (
	| { does: 'write'; bytes: Buffer; offset: number }
	| { does: 'truncate'; length: number }
	| { does: 'create' | 'remove' | 'sync' }
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
	for await (const line of createInterface({ input: createReadStream(log) })) {
		const [, seconds, name, rest] = /^\d+ +([\d.]+) (\w+)\((.*)$/s.exec(line) ?? [];
		if (rest === undefined || /\) += -1 /.test(rest)) continue;
		const at = Number(seconds) * 1000;
		const file = nameOf(/^\d+<([^>]*)>/.exec(rest)?.[1] ?? '');
		if (name === 'pwrite64') {
			const [, hex, offset, written] = /^[^,]*, "([^"]*)", \d+, (\d+)\) += (\d+)/.exec(rest)!;
			const bytes = bytesOf(hex!).subarray(0, Number(written));
			yield { at, file, does: 'write', bytes, offset: Number(offset) };
		} else if (name === 'ftruncate') {
			const length = Number(/, (\d+)\)/.exec(rest)![1]);
			yield { at, file, does: 'truncate', length };
		} else if (name === 'fsync' || name === 'fdatasync') yield { at, file, does: 'sync' };
		else if (name === 'unlink')
			yield { at, file: nameOf(/^"([^"]*)"/.exec(rest)![1]!), does: 'remove' };
		else if (name === 'openat' && rest.includes('O_CREAT'))
			yield { at, file: nameOf(/, "([^"]*)"/.exec(rest)![1]!), does: 'create' };
	}
}
