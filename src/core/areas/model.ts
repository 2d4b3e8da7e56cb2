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

/** What somebody chooses as theirs: the smallest area that has an authority of its own. */
export const hromadaKinds = ['hromada', 'gmina'] as const satisfies readonly AreaKind[];

/** In this cookie a reader's own device remembers the slug of theirs. */
export const hromadaCookie = 'viche_hromada';
/** In this header the server tells a page which it is; what comes under this name from outside is dropped. */
export const hromadaHeader = 'viche-hromada';
