import encodeQR from 'qr';

/** A QR code as the path of an SVG: one square for each dark module, with the quiet zone around them. */
export function drawQr(text: string): { size: number; path: string } {
	const rows = encodeQR(text, 'raw', { border: 4 });
	const path = rows.flatMap((row, y) =>
		row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))
	);
	return { size: rows.length, path: path.join('') };
}
