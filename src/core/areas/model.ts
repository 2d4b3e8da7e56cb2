export const areaKinds = [
	'oblast',
	'raion',
	'hromada',
	'settlement',
	'wojewodztwo',
	'powiat',
	'gmina'
] as const;
export type AreaKind = (typeof areaKinds)[number];

/** Where one may declare to live: a settlement in Ukraine, a gmina in Poland. */
export const isResidence = (kind: AreaKind) => kind === 'settlement' || kind === 'gmina';
