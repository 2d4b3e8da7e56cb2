/** Builds when a source is newer than the build; only built-ins, for it runs before anything is there. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const sources = [
	'src',
	'db',
	'static',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'vite.published.ts',
	'vite.server.config.ts'
];
const made = ['src/messages/generated', 'src/web/node_modules'].map((path) => join(root, path));

function newest(path: string): number {
	if (made.includes(path)) return 0;
	const found = statSync(path, { throwIfNoEntry: false });
	if (!found) return 0;
	if (!found.isDirectory()) return found.mtimeMs;
	return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const built = statSync(join(root, 'dist/start.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (sources.some((path) => newest(join(root, path)) > built)) {
	console.log('Building, because the sources are newer than the build …');
	const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'inherit']
	});
	process.exit(status ?? 1);
}
