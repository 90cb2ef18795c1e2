/** Nodes in (-1, 1) and weights of a rule; the weights sum to 2. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Rule>();

/** The Legendre polynomial of the order, and its derivative, at a point within (-1, 1). */
function legendre(order: number, at: number): readonly [value: number, slope: number] {
  let [before, value] = [1, at];
  for (let k = 2; k <= order; k++)
    [before, value] = [value, ((2 * k - 1) * at * value - (k - 1) * before) / k];
  return [value, (order * (at * value - before)) / (at * at - 1)];
}

function build(order: number): Rule {
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let i = 0; i < order; i++) {
    // Tricomi's approximation of the root; Newton's steps converge from it within four.
    let node = -Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
    for (let step = 0; step < 8; step++) {
      const [value, slope] = legendre(order, node);
      node -= value / slope;
    }
    const slope = legendre(order, node)[1];
    nodes[i] = node;
    weights[i] = 2 / ((1 - node * node) * slope * slope);
  }
  return { nodes, weights };
}

/**
 * The Gauss-Legendre rule on (-1, 1), exact for polynomials of degree 2 × order - 1. Built once for each order.
 * @param order number of nodes, at least 2
 */
export function gaussLegendre(order: number): Rule {
  const known = rules.get(order);
  if (known) return known;
  const rule = build(order);
  rules.set(order, rule);
  return rule;
}
