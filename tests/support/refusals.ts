import { isRefusal } from '#core/kernel/errors.ts';

/** The code by which the application refuses; `done` when it does not. */
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
	work.then(
		() => 'done',
		(error: unknown) => (isRefusal(error) ? error.code : error)
	);

/** What is wrong with which field, as `path: code`. */
export const fieldErrorsOf = (work: Promise<unknown>): Promise<string[]> =>
	work.then(
		() => [],
		(error: unknown) => {
			if (!isRefusal(error)) throw error;
			return (error.details.errors ?? []).map(({ path, code }) => `${path}: ${code}`);
		}
	);
