import { createFields } from '../kernel/fields.ts';
import type { Draft } from './content.ts';

const longest: Partial<Record<keyof Draft, number>> = { documentText: 200_000 };

/**
 * The texts of a draft made clean wherever they stand in it. A draft may be incomplete, but what no text
 * may hold is refused at once (`invalid_input`), with the path of the field.
 */
export function tidied(draft: Partial<Draft>): Partial<Draft> {
	const fields = createFields();
	const clean = (value: unknown, path: string, max: number): unknown => {
		if (typeof value === 'string')
			return fields.text(path, value, { max, multiline: true, optional: true });
		if (Array.isArray(value)) return value.map((item, at) => clean(item, `${path}.${at}`, max));
		if (value !== null && typeof value === 'object')
			return Object.fromEntries(
				Object.entries(value).map(([key, item]) => [key, clean(item, `${path}.${key}`, max)])
			);
		return value;
	};
	const entries = Object.entries(draft).map(([field, value]) => [
		field,
		clean(value, field, longest[field as keyof Draft] ?? 8000)
	]);
	fields.refuseIfWrong();
	return Object.fromEntries(entries) as Partial<Draft>;
}
