const browsers: [RegExp, string][] = [
	[/\bEdg(?:e|A|iOS)?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\b(?:Firefox|FxiOS)\//, 'Firefox'],
	[/\b(?:Chrome|CriOS)\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];
const systems: [RegExp, string][] = [
	[/\bAndroid\b/, 'Android'],
	[/\b(?:iPhone|iPad)\b/, 'iOS'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b/, 'macOS'],
	[/\bLinux\b/, 'Linux']
];

/** Browser and system as their owner knows them, "Firefox, Android"; '' for what is neither. */
export function deviceOf(userAgent: string | undefined): string {
	const named = [browsers, systems].flatMap(
		(known) => known.find(([mark]) => mark.test(userAgent ?? ''))?.[1] ?? []
	);
	return named.join(', ');
}
