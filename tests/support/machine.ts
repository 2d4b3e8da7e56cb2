import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { temporaryFolder } from './folder.ts';

/** Whether strace is here and may look into processes of ours. */
export const hasStrace = (): boolean =>
	spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/** A file system of so many kibibytes, or undefined where mounting is not allowed. */
export function mountSmall(kibibytes: number) {
	if (userInfo().uid !== 0) return undefined;
	const folder = temporaryFolder();
	const { status } = spawnSync('mount', [
		'-t',
		'tmpfs',
		'-o',
		`size=${kibibytes}k`,
		'none',
		folder
	]);
	return status === 0 ? { folder, unmount: () => spawnSync('umount', ['-l', folder]) } : undefined;
}
