import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with the one line that scripts read. */
export default class Totals implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
		let passed = 0;
		let failed = errors.length;
		for (const module of modules) {
			failed += module.errors().length;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				if (state === 'passed') passed++;
				if (state === 'failed') failed++;
			}
		}
		process.once('exit', () => console.log(`${passed} passed, ${failed} failed`));
	}
}
