import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digitsAt } from '../../src/core/accounts/second-factor.ts';
import { readSettings } from '../../src/settings.ts';
import type { DemoSignIn } from './accounts.ts';

/** Prints the six digits that the telephone of somebody of the demo shows now: `npm run totp -- <login>`. */
const [login] = process.argv.slice(2);
const file = join(readSettings(process.env).data, 'demo-accounts.json');
const accounts = read(file);
const withCode = accounts.filter(({ totpSecret }) => totpSecret !== null);
const account = withCode.find((one) => one.login === login);
if (account) console.log(digitsAt(account.totpSecret!, Date.now()));
else {
	console.error('usage: npm run totp -- <login>, where <login> is one of');
	for (const { login, note } of withCode) console.error(`  ${login.padEnd(24)}${note}`);
	process.exit(1);
}

function read(file: string): DemoSignIn[] {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as DemoSignIn[];
	} catch {
		console.error(`There is no demo in ${file}: start it with npm start.`);
		process.exit(1);
	}
}
