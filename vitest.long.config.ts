import { defineConfig } from 'vitest/config';
import Totals from './tests/support/totals.ts';

/** What takes minutes, or needs root or strace: `npm run test:long`. One after the other, and to an end. */
export default defineConfig({
	test: {
		name: 'long',
		include: [
			'tests/long/**/*.test.ts',
			'tests/pages/*.test.ts',
			'tests/server/{matrix,origins,page-actions,postgres}.test.ts'
		],
		// `npm test` tells each story in one of its ways, and of what is tried everywhere it tries a part in each place.
		env: { VICHE_TESTS: 'long' },
		provide: { database: 'sqlite' },
		reporters: ['default', new Totals()],
		fileParallelism: false,
		testTimeout: 1_800_000,
		hookTimeout: 120_000,
		// A press may return before the page that it leads to is there.
		expect: { poll: { timeout: 30_000 } }
	}
});
