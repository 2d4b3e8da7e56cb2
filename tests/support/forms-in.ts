/** A field of a form as a page shows it. */
export interface Asked {
	name: string;
	kind: 'text' | 'long text' | 'date' | 'email' | 'number' | 'secret' | 'choice';
	/** What stands in it, or is chosen. */
	values: string[];
	/** The most characters that it takes, where the page says so. */
	most?: number;
}

export interface ShownForm {
	/** Where it is sent; '' is the page itself. */
	action: string;
	hidden: [name: string, value: string][];
	fields: Asked[];
}

/** The forms of a page that are sent by post. */
export const formsIn = (html: string): ShownForm[] =>
	[...html.matchAll(/<form method="POST"([^>]*)>([\s\S]*?)<\/form>/g)].map(
		([, tag = '', inside = '']) => {
			const controls = controlsIn(inside);
			return {
				action: attribute(tag, 'action') ?? '',
				hidden: controls
					.filter(({ tag }) => attribute(tag, 'type') === 'hidden')
					.map(({ tag }) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']),
				fields: fieldsIn(controls)
			};
		}
	);

interface Control {
	tag: string;
	inside: string;
}

const controlsIn = (inside: string): Control[] =>
	[...inside.matchAll(/<(?:input\b[^>]*>|(textarea|select)\b[^>]*>([\s\S]*?)<\/\1>)/g)].map(
		([whole, , inside = '']) => ({ tag: whole.slice(0, whole.indexOf('>') + 1), inside })
	);

/** Each name once: several boxes are one question. */
function fieldsIn(controls: readonly Control[]): Asked[] {
	const fields = new Map<string, Asked>();
	for (const control of controls) {
		const { tag } = control;
		const name = attribute(tag, 'name');
		// By a name of its own a password manager finds the right one; nobody types there.
		if (!name || attribute(tag, 'type') === 'hidden' || /\sreadonly\b/.test(tag)) continue;
		const most = Number(attribute(tag, 'data-most'));
		const values = [...(fields.get(name)?.values ?? []), ...valuesIn(control)];
		fields.set(name, { name, kind: kindOf(tag), values, ...(most > 0 && { most }) });
	}
	return [...fields.values()];
}

function valuesIn({ tag, inside }: Control): string[] {
	if (tag.startsWith('<textarea')) return [plain(inside.replace(/^\n/, ''))];
	if (tag.startsWith('<select')) {
		const chosen = /<option[^>]*\sselected\b[^>]*>/.exec(inside)?.[0];
		return [attribute(chosen ?? '', 'value') ?? ''];
	}
	const value = attribute(tag, 'value') ?? '';
	if (!isBox(tag)) return [value];
	return /\schecked\b/.test(tag) ? [value] : [];
}

function kindOf(tag: string): Asked['kind'] {
	if (tag.startsWith('<textarea')) return 'long text';
	if (tag.startsWith('<select') || isBox(tag)) return 'choice';
	const type = attribute(tag, 'type');
	if (type === 'password' || /one-time-code/.test(tag)) return 'secret';
	if (type === 'date' || type === 'email') return type;
	return /inputmode="numeric"/.test(tag) ? 'number' : 'text';
}

const isBox = (tag: string) => /^(?:radio|checkbox)$/.test(attribute(tag, 'type') ?? '');

function attribute(tag: string, name: string): string | undefined {
	const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
	return found === undefined ? undefined : plain(found);
}

const plain = (html: string) =>
	html
		.replaceAll('&quot;', '"')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&');
