/** The built server with letters on, and people who have an address, a password and a card. */
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { issueCard } from '#core/accounts/commands/card.ts';
import { createAccount } from '#core/accounts/commands/create.ts';
import { hashPassword } from '#core/accounts/passwords.ts';
import type { start as Start } from '../../../src/start.ts';
import { projectRoot, readSettings } from '../../../src/settings.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { unlimited } from '../../support/limits.ts';
import { withMail } from '../../support/mail.ts';
import { tell } from '../targets.ts';

const people = Number(process.argv[2]);
const { start } = (await import(join(projectRoot, 'dist/start.js'))) as { start: typeof Start };
const settings = readSettings({
	PORT: '0',
	VICHE_DATA: temporaryFolder(),
	VICHE_DEMO: '1',
	LOG_LEVEL: 'silent',
	// Each try comes from an address of its own, or the limits on guessing would be measured.
	VICHE_TRUST_PROXY: '127.0.0.1',
	...withMail
});
const { app, origin, stop } = await start(settings, { limits: unlimited });
const passwordHash = await hashPassword('три слова про лавку');
const logins = await app.storage.write({ kind: 'system', job: 'bench' }, async (writer) => {
	const { db, t, now } = writer;
	const [village] = await db.select().from(t.areas).where(eq(t.areas.kind, 'settlement'));
	const person = { name: 'Ганна Гук', areaId: village!.id, language: 'uk', passwordHash } as const;
	const made: string[] = [];
	for (let n = 0; n < people; n++) {
		const account = await createAccount(writer, { ...person, login: `known-${n}` });
		const email = `known-${n}@example.org`;
		await db.insert(t.contacts).values({ accountId: account.id, email, confirmedAt: now() });
		await issueCard(writer, account);
		made.push(account.login);
	}
	return made;
});
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
tell({ origin, ...{ logins } });
