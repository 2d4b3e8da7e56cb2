import { Refusal } from '#core/kernel/errors.ts';

/** Ends the process: the exit codes are those of INTERFACES (75 in use, 65 newer schema, 70 storage failed). */
export class StorageFailure extends Error {
	readonly exitCode: 65 | 70 | 75;
	constructor(exitCode: 65 | 70 | 75, message: string, cause?: unknown) {
		super(message, { cause });
		this.name = 'StorageFailure';
		this.exitCode = exitCode;
	}
}

/** The database's own code, also from under what the query builder wraps around it. */
export function databaseCode(error: unknown): string {
	for (let at = error; at instanceof Error; at = at.cause)
		if ('code' in at && typeof at.code === 'string') return at.code;
	return '';
}

/** After these nothing that the database says can be trusted any more. */
export const isFatal = (error: unknown) =>
	/^(?:SQLITE_(?:IOERR|CORRUPT|NOTADB)|EIO$|XX00[012]$|58030$)/.test(databaseCode(error));

const isFull = (error: unknown) =>
	/^(?:SQLITE_FULL|ENOSPC|EDQUOT|53100)$/.test(databaseCode(error));

/** Somebody else holds the database, or it has no time or no room for us just now. */
const isPassing = (error: unknown) =>
	/^(?:SQLITE_(?:BUSY|LOCKED)|40...$|53[023]..$|55P03$|57...$)/.test(databaseCode(error));

/** What a caller is told of an error: the passing states of the database by their names. */
export function refusalOf(error: unknown): unknown {
	if (isFull(error)) return new Refusal('storage_full', { retryAfter: 10 });
	if (isPassing(error)) return new Refusal('busy', { retryAfter: 5 });
	return error;
}

/** Tells an error of the work inside a transaction from one of the transaction around it. */
export function ownErrors() {
	let own: unknown;
	return {
		isOwn: (error: unknown) => error === own,
		of:
			<Input, Result>(work: (input: Input) => Promise<Result>) =>
			async (input: Input): Promise<Result> => {
				try {
					return await work(input);
				} catch (error) {
					own = error;
					throw error;
				}
			}
	};
}
