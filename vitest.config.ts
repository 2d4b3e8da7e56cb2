import { defineConfig } from 'vitest/config';
import LongFirst from './tests/support/order.ts';
import Totals from './tests/support/totals.ts';

const behaviour = ['tests/core/**/*.test.ts', 'tests/storage/contract.test.ts'];

export default defineConfig({
	test: {
		reporters: ['default', new Totals()],
		sequence: { sequencer: LongFirst },
		maxWorkers: '100%',
		// A few processes for all files: to load the program and to start a browser anew for each cost a minute.
		isolate: false,
		testTimeout: 60_000,
		hookTimeout: 120_000,
		// A press may return before the page that it leads to is there.
		expect: { poll: { timeout: 30_000 } },
		projects: [
			{
				extends: true,
				test: { name: 'core', include: behaviour, provide: { database: 'sqlite' } }
			},
			{
				extends: true,
				test: { name: 'databases', include: behaviour, provide: { database: 'postgres' } }
			},
			{
				extends: true,
				test: {
					name: 'storage',
					include: ['tests/{storage,messages}/**/*.test.ts'],
					exclude: behaviour,
					provide: { database: 'sqlite' }
				}
			},
			{
				extends: true,
				test: {
					name: 'server',
					globalSetup: 'tests/support/demo-folder.ts',
					include: ['tests/{api,live,pages,server}/**/*.test.ts'],
					provide: { database: 'sqlite' }
				}
			}
		]
	}
});
