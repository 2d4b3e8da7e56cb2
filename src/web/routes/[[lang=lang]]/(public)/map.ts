import type { CountedHromada, Region } from './regions.ts';

/** What is drawn of a hromada; nobody measured its borders: half way to its neighbours has to do. */
interface Cell extends CountedHromada {
	x: number;
	y: number;
	/** Corners as an attribute of a polygon. */
	corners: string;
}

export interface Drawing {
	width: number;
	height: number;
	cells: Cell[];
	/** Between raions, as an attribute of a path. */
	borders: string;
	labels: { name: string; x: number; y: number }[];
}

interface Dot {
	place: CountedHromada;
	region: Region;
	x: number;
	y: number;
}
/** The edge from here to the next corner, and the neighbour behind it. */
interface Corner {
	x: number;
	y: number;
	beyond: Dot | null;
}

const width = 400;
/** Further than that from its dot nothing belongs to it: so the outer edge is drawn. */
const reach = 34;

/** A map drawn from coordinates alone; what has none stands in the list beside it. */
export function drawMap(regions: readonly Region[]): Drawing | null {
	const places = regions.flatMap((region) =>
		region.hromadas.flatMap((place) => (place.at ? [{ place, region, ...place.at }] : []))
	);
	if (places.length === 0) return null;
	const { dots, height } = project(places);
	const borders: string[] = [];
	const cells = dots.map((dot): Cell => {
		const corners = cellOf(dot, dots);
		corners.forEach((corner, n) => {
			const next = corners[(n + 1) % corners.length]!;
			// Each border once, by the one that comes first.
			if (
				corner.beyond &&
				corner.beyond.region !== dot.region &&
				dot.region.id < corner.beyond.region.id
			)
				borders.push(`M${at(corner)}L${at(next)}`);
		});
		return { ...dot.place, ...rounded(dot), corners: corners.map(at).join(' ') };
	});
	return { width, height, cells, borders: borders.join(''), labels: labelsOf(dots) };
}

function project(
	places: readonly { place: CountedHromada; region: Region; lat: number; lon: number }[]
) {
	const lats = places.map(({ lat }) => lat);
	const lons = places.map(({ lon }) => lon);
	const [south, north] = [Math.min(...lats), Math.max(...lats)];
	const [west, east] = [Math.min(...lons), Math.max(...lons)];
	// A degree of longitude is shorter, the further north it is.
	const narrower = Math.cos((((south + north) / 2) * Math.PI) / 180);
	const scale = (width - 2 * reach) / ((east - west) * narrower || 1);
	const dots = places.map(({ lat, lon, ...dot }): Dot => ({
		...dot,
		x: reach + (lon - west) * narrower * scale,
		y: reach + (north - lat) * scale
	}));
	return { dots, height: Math.ceil((north - south) * scale + 2 * reach) };
}

/** What is nearer to this dot than to any other, and within its reach. */
function cellOf(dot: Dot, dots: readonly Dot[]): Corner[] {
	let corners: Corner[] = Array.from({ length: 16 }, (_, n) => ({
		x: dot.x + reach * Math.cos((n * Math.PI) / 8),
		y: dot.y + reach * Math.sin((n * Math.PI) / 8),
		beyond: null
	}));
	// What is twice as far reaches nothing of it.
	for (const other of dots)
		if (other !== dot && Math.hypot(other.x - dot.x, other.y - dot.y) < 2 * reach)
			corners = cut(corners, dot, other);
	return corners;
}

/** Cuts off what is nearer to the other. */
function cut(corners: readonly Corner[], dot: Dot, other: Dot): Corner[] {
	const [dx, dy] = [other.x - dot.x, other.y - dot.y];
	const half = (other.x ** 2 - dot.x ** 2 + other.y ** 2 - dot.y ** 2) / 2;
	const outside = ({ x, y }: Corner) => x * dx + y * dy - half;
	return corners.flatMap((corner, n) => {
		const next = corners[(n + 1) % corners.length]!;
		const [here, there] = [outside(corner), outside(next)];
		const kept = here <= 0 ? [corner] : [];
		if (here <= 0 === there <= 0) return kept;
		const share = here / (here - there);
		const x = corner.x + share * (next.x - corner.x);
		const y = corner.y + share * (next.y - corner.y);
		// Leaving, the edge that follows is the new one; coming back, it is what is left of the old one.
		return [...kept, { x, y, beyond: here <= 0 ? other : corner.beyond }];
	});
}

/** Names of raions where they cover no number and no other name, as near to the middle of theirs as that goes. */
function labelsOf(dots: readonly Dot[]): Drawing['labels'] {
	const taken = dots
		.filter(({ place: { counts } }) => counts.open + counts.late > 0)
		.map((dot) => ({ ...rounded(dot), wide: 62 }));
	return [...new Set(dots.map(({ region }) => region))].map((region) => {
		const own = dots.filter((dot) => dot.region === region);
		const mean = (of: (dot: Dot) => number) =>
			own.reduce((sum, dot) => sum + of(dot), 0) / own.length;
		const middle = { x: mean(({ x }) => x), y: mean(({ y }) => y) };
		const spots = [middle, ...own].flatMap(({ x, y }) =>
			[0, -20, 20].map((dy) => ({ x: Math.min(width - 50, Math.max(50, x)), y: y + dy }))
		);
		// A name is about a hundred wide and fifteen high.
		const room = (spot: Spot) =>
			Math.min(
				1,
				...taken.map(({ x, y, wide }) =>
					Math.max(Math.abs(x - spot.x) / wide, Math.abs(y - 4 - spot.y) / 20)
				)
			);
		const far = ({ x, y }: Spot) => Math.hypot(x - middle.x, y - middle.y);
		const [best] = spots.sort((one, other) => room(other) - room(one) || far(one) - far(other));
		const label = { name: region.name, ...rounded(best!) };
		taken.push({ ...label, wide: 104 });
		return label;
	});
}

interface Spot {
	x: number;
	y: number;
}

const rounded = ({ x, y }: Spot) => ({ x: Math.round(x), y: Math.round(y) });
const at = (corner: Corner) => `${Math.round(corner.x)},${Math.round(corner.y)}`;
