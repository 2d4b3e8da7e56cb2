/** drizzle-kit writes neither STRICT nor WITHOUT ROWID: this adds them to every CREATE TABLE of the SQLite migrations. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Tables whose rows must not stand in the order in which they came, or that live by their key alone. */
const withoutRowid = new Set(['audit_entries', 'ballots', 'live_events', 'topics']);

for (const file of readdirSync('db/sqlite').filter((name) => name.endsWith('.sql'))) {
	const written = readFileSync(`db/sqlite/${file}`, 'utf8');
	const strict = written.replace(
		/(CREATE TABLE `(?:__new_)?(\w+)` \([\s\S]*?\n\))(;)/g,
		(_, head: string, name: string, end: string) =>
			`${head} STRICT${withoutRowid.has(name) ? ', WITHOUT ROWID' : ''}${end}`
	);
	if (strict !== written) writeFileSync(`db/sqlite/${file}`, strict);
}
