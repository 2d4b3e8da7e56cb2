import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Debian's Chromium; installed when it is missing and the rights are there. */
export async function openBrowser(): Promise<Browser> {
	if (!existsSync(executablePath)) {
		console.log('Chromium is missing: installing the package of the same name.');
		spawnSync('apt-get', ['update'], { stdio: 'ignore' });
		spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
			stdio: 'ignore'
		});
		if (!existsSync(executablePath))
			throw new Error('Chromium is missing and cannot be installed here: apt-get install chromium');
	}
	return chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync'
		]
	});
}
