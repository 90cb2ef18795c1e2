import type { Parameter } from './segment';

/** Parameters that several definitions have. */

/** The best so many percent. */
export const top = (preset: number): Parameter => ({
  name: 'top',
  unit: 'percent',
  min: 1,
  max: 50,
  step: 1,
  preset,
});

export const orders = (name: string, preset: number): Parameter => ({
  name,
  unit: 'orders',
  min: 2,
  max: 100,
  step: 1,
  preset,
});

export const share = (name: string, preset: number): Parameter => ({
  name,
  unit: 'percent',
  min: 0,
  max: 100,
  step: 1,
  preset,
});

export const factor = (preset: number): Parameter => ({
  name: 'factor',
  unit: 'times',
  min: 0.1,
  max: 10,
  step: 0.1,
  preset,
});

/** Days that a customer must have been observed before a rate says anything. */
export const observed: Parameter = {
  name: 'observed',
  unit: 'days',
  min: 7,
  max: 365,
  step: 1,
  preset: 30,
};

/** A number of days that may be left open. */
export const openDays = (name: string, preset: number | null): Parameter => ({
  name,
  unit: 'days',
  min: 2,
  max: 3650,
  step: 1,
  preset,
  open: true,
});
