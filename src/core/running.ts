import type { App } from './app.ts';

const slot = Symbol.for('viche.app');
const holder = globalThis as { [slot]?: App };

/**
 * Hands the one running application to the pages, whose code is bundled apart from the server's: a shared
 * import would give each side its own database, a shared value does not.
 */
export function provideApp(app: App): void {
	holder[slot] = app;
}

export function runningApp(): App {
	const app = holder[slot];
	if (!app) throw new Error('Pages need the server: start it with `npm run dev` or `npm start`.');
	return app;
}
