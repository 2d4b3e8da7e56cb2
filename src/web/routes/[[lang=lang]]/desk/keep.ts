/** A text of the queue and the version of it that was read, as one value of a form. */
export const markOf = ({ id, version }: { id: string; version: number }) => `${id}.${version}`;

/** The same back; what is none is left out. */
export function marked(values: readonly string[]): { id: string; version: number }[] {
	return values.flatMap((value) => {
		const match = /^([0-9a-f-]{36})\.(\d{1,9})$/.exec(value);
		return match ? [{ id: match[1]!, version: Number(match[2]) }] : [];
	});
}
