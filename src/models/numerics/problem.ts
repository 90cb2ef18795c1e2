import type { Matrix } from './linear';

/** A value to maximise at a point; its gradient is written into the second argument. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface Problem {
  readonly objective: Objective;
  /** Points to start from, likeliest first; the box that a maximum is looked for in lies around them. */
  readonly starts: readonly (readonly number[])[];
  /** Sum of the weights: steps and stops are judged per customer. */
  readonly customers: number;
  /** A guess of the inverse of the negative Hessian, for example from part of the data. */
  readonly inverseHessian?: Matrix;
  readonly signal?: AbortSignal;
}

export interface Maximum {
  readonly ok: true;
  readonly point: Float64Array;
  readonly value: number;
  /** Second derivatives at the point: negative definite. */
  readonly hessian: Matrix;
  /** Largest component of the gradient, per customer. */
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly evaluations: number;
}

export interface NoMaximum {
  readonly ok: false;
  /** `diverged`: the value still grows, or does not fall, however far the point moves along `direction`. */
  readonly reason: 'diverged' | 'no_maximum';
  readonly point: Float64Array;
  readonly value: number;
  /** Where it was heading: per coordinate between -1 and 1. */
  readonly direction: readonly number[];
}
