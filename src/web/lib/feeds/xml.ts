/** Text within XML; what XML cannot hold at all is left out. */
export function xmlText(text: string): string {
	return text
		.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** `<name attribute="…">content</name>`; the content is XML already. */
export function xmlElement(
	name: string,
	attributes: Record<string, string | undefined>,
	content = ''
): string {
	const given = Object.entries(attributes)
		.filter((one): one is [string, string] => one[1] !== undefined)
		.map(([key, value]) => ` ${key}="${xmlText(value)}"`)
		.join('');
	return content === '' ? `<${name}${given}/>` : `<${name}${given}>${content}</${name}>`;
}
