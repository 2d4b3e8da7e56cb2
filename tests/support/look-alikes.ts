import type { Schema } from './census.ts';

/** A value that the schema takes, as small as may be. */
export function exampleOf(schema: Schema): unknown {
	const { type, format, anyOf, required = [], properties = {} } = schema;
	if (schema.const !== undefined) return schema.const;
	if (schema.enum) return schema.enum[0];
	if (anyOf) return exampleOf(anyOf[0]!);
	if (format === 'uuid') return '2f1f8a52-0a3c-4e0e-9c54-50b5c3d5be11';
	if (type === 'string') return 'x'.repeat(schema.minLength ?? 1);
	if (type === 'integer') return schema.minimum ?? 1;
	if (type === 'boolean') return true;
	if (type === 'array') return [];
	return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name]!)]));
}

/** Values that look like what the schema takes but are not, each with the path of what is wrong. */
export function lookAlikesOf(schema: Schema): { path: string; value: unknown }[] {
	const here = (...values: unknown[]) => values.map((value) => ({ path: '', value }));
	const { type, anyOf, required = [], properties = {}, items } = schema;
	if (anyOf) return here(null, 1, 'x', true, [], {}, [exampleOf(anyOf[0]!)]);
	if (schema.enum)
		return here(
			null,
			1,
			true,
			{},
			[schema.enum[0]],
			'unknown',
			String(schema.enum[0]).toUpperCase()
		);
	if (type === 'string') return here(null, 1, 0, true, {}, ['x'], ...tooLong(schema));
	if (type === 'integer') return here(null, '1', '', 1.5, true, {}, [1], (schema.minimum ?? 1) - 1);
	if (type === 'boolean') return here(null, 'true', '', 1, 0, [true]);
	if (type === 'array')
		return [
			...here(null, 'x', 1, true, {}, { 0: 'x', length: 1 }),
			...lookAlikesOf(items!).map(({ value }) => ({ path: '', value: [value] }))
		];
	const example = exampleOf(schema) as Record<string, unknown>;
	return [
		...here(null, 'x', 1, true, [], [example]),
		{ path: 'nonsense', value: { ...example, nonsense: 1 } },
		{ path: 'constructor', value: { ...example, constructor: {} } },
		...required.map((name) => {
			const { [name]: _missing, ...rest } = example;
			return { path: name, value: rest };
		}),
		...Object.entries(properties).flatMap(([name, property]) =>
			lookAlikesOf(property).map(({ path, value }) => ({
				path: path === '' ? name : `${name}.${path}`,
				value: { ...example, [name]: value }
			}))
		)
	];
}

/** Unless no body is large enough for it. */
const tooLong = ({ maxLength = Infinity }: Schema) =>
	maxLength < 60_000 ? ['x'.repeat(maxLength + 1)] : [];
