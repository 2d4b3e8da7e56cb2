import { join, resolve } from 'node:path';
import { backUp, beginEpoch, putBack } from '#storage/backup.ts';
import { beginEpochIn } from '#storage/epoch.ts';
import { openKeys } from '#storage/keys.ts';
import { projectRoot, readSettings, type Settings } from './settings.ts';

/** `npm run backup -- <file>`, `npm run restore -- <file>` and `npm run restore`: docs/operating.md says when. */
const [act, name] = process.argv.slice(2);
// npm runs this in the folder of the program, not where somebody typed the name.
const file = name === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', name);
try {
	const said = await perform(readSettings(process.env));
	console.log(said);
} catch (error) {
	const { message, exitCode = 1 } = error as Error & { exitCode?: number };
	console.error(message);
	process.exit(exitCode);
}

async function perform(settings: Settings): Promise<string> {
	const place = { folder: settings.data, migrations: join(projectRoot, 'db', 'sqlite') };
	if (settings.databaseUrl !== undefined) {
		if (act !== 'restore' || file !== undefined)
			throw new Error(
				'PostgreSQL has tools of its own: pg_dump, pg_restore, then `npm run restore`.'
			);
		await beginEpochOfPostgres(settings.databaseUrl, settings.data);
		return 'Whoever follows this installation live reads anew.';
	}
	if (act === 'backup') {
		if (file === undefined) throw new Error('usage: npm run backup -- <file>');
		await backUp(place, file);
		return `The database is in ${file}; the keys in ${join(settings.data, 'keys')} are not.`;
	}
	if (file === undefined) {
		beginEpoch(settings.data);
		return 'From the next start on, whoever follows this installation live reads anew.';
	}
	const aside = await putBack(place, file);
	const before = aside === undefined ? '' : ` The one before lies in ${aside}.`;
	return `${file} is in place.${before} Start Viche as usual.`;
}

async function beginEpochOfPostgres(url: string, data: string): Promise<void> {
	const { openPostgres } = await import('#storage/pool.ts');
	const storage = await openPostgres(url, {
		keys: openKeys(join(data, 'keys')),
		migrations: join(projectRoot, 'db', 'postgres')
	});
	await beginEpochIn(storage);
	await storage.close();
}
