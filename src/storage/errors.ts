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
	/^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(databaseCode(error));

export const isFull = (error: unknown) => databaseCode(error) === 'SQLITE_FULL';
