/** The best cuts by trying every start of every last class; the fewest clusters that explain four fifths, unless told. */
export function cutsByHand(values: readonly number[], wanted: number | null): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const counts = sorted.map(() => 0);
  const place = new Map(sorted.map((value, index) => [value, index]));
  for (const value of values) {
    const index = place.get(value) ?? 0;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const n = sorted.length;
  if (n === 0) return [];
  // spread[i][j]: squared distances of i..j to their mean, grown one value at a time (Welford 1962).
  const spread = sorted.map((_, start) => {
    let [weight, middle, squares] = [0, 0, 0];
    return sorted.map((value, end) => {
      if (end < start) return 0;
      const count = counts[end] ?? 0;
      weight += count;
      const delta = value - middle;
      middle += (delta * count) / weight;
      squares += count * delta * (value - middle);
      return squares;
    });
  });
  const of = (start: number, end: number): number => spread[start]?.[end] ?? 0;
  let before = sorted.map((_, end) => of(0, end));
  const starts: number[][] = [];
  for (let k = 2; k <= Math.min(6, n); k += 1) {
    const begins: number[] = [];
    const now = sorted.map((_, end) => {
      let least = Infinity;
      for (let start = k - 1; start <= end; start += 1) {
        const sum = (before[start - 1] ?? 0) + of(start, end);
        if (sum < least) [least, begins[end]] = [sum, start];
      }
      return least;
    });
    starts.push(begins);
    before = now;
    const fit = 1 - (now[n - 1] ?? 0) / of(0, n - 1);
    if (wanted === null ? fit >= 0.8 : k === wanted) break;
  }
  const cuts: number[] = [];
  let end = n - 1;
  for (const begins of starts.toReversed()) {
    const start = begins[end] ?? 0;
    cuts.unshift(Math.round(500 * ((sorted[start - 1] ?? 0) + (sorted[start] ?? 0))) / 1000);
    end = start - 1;
  }
  return cuts;
}
