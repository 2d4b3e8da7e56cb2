import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

type Validator = ReturnType<typeof Compile>;

/**
 * Bodies are taken as they are, or `"1"` would pass for 1. In addresses everything is text: there a number is
 * its digits, and nothing else is turned into one (TypeBox's own compiler reads `1.5` and `true` as 1). Each is compiled when it is first needed:
 * all of them would take memory for routes that nobody uses.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
	let compiled: Validator | undefined;
	const { properties = {} } = schema as { properties?: Record<string, { type?: string }> };
	const numbers = Object.keys(properties).filter((name) => properties[name]?.type === 'integer');
	return (given: unknown) => {
		const value = httpPart === 'body' ? given : withNumbers(given, numbers);
		const type = (compiled ??= Compile(schema));
		return type.Check(value) ? { value } : { error: type.Errors(value) as never };
	};
};

function withNumbers(given: unknown, names: readonly string[]): unknown {
	const texts = given as Record<string, unknown>;
	const read = { ...texts };
	for (const name of names) {
		const text = texts[name];
		if (typeof text === 'string' && /^-?\d{1,15}$/.test(text)) read[name] = Number(text);
	}
	return read;
}
