/** Every kind of cell, in the order in which a new notebook holds them. */
import { accuracyKind } from './accuracy/accuracy';
import Accuracy from './accuracy/Accuracy.svelte';
import { aliveKind } from './alive/alive';
import Alive from './alive/Alive.svelte';
import { clvKind } from './clv/clv';
import Clv from './clv/Clv.svelte';
import { cohortsKind } from './cohorts/cohorts';
import Cohorts from './cohorts/Cohorts.svelte';
import { exploreKind } from './explore/explore';
import Explore from './explore/Explore.svelte';
import { customersKind } from './customers/customers';
import Customers from './customers/Customers.svelte';
import { forecastKind } from './forecast/forecast';
import Forecast from './forecast/Forecast.svelte';
import { keyFiguresKind } from './key-figures/key-figures';
import KeyFigures from './key-figures/KeyFigures.svelte';
import { registerCell, type AnyCell } from './kind';
import { loadedKind } from './loaded/loaded';
import Loaded from './loaded/Loaded.svelte';
import { movementKind } from './movement/movement';
import Movement from './movement/Movement.svelte';
import { rfmKind } from './rfm/rfm';
import Rfm from './rfm/Rfm.svelte';
import { segmentValueKind } from './segment-value/segment-value';
import SegmentValue from './segment-value/SegmentValue.svelte';
import { segmentsKind } from './segments/segments';
import Segments from './segments/Segments.svelte';
import { tiersKind } from './tiers/tiers';
import Tiers from './tiers/Tiers.svelte';
import { uncertaintyKind } from './uncertainty/uncertainty';
import Uncertainty from './uncertainty/Uncertainty.svelte';

export const cells: readonly AnyCell[] = [
  registerCell(loadedKind, Loaded),
  registerCell(keyFiguresKind, KeyFigures),
  registerCell(exploreKind, Explore),
  registerCell(clvKind, Clv),
  registerCell(cohortsKind, Cohorts),
  registerCell(forecastKind, Forecast),
  registerCell(aliveKind, Alive),
  registerCell(accuracyKind, Accuracy),
  registerCell(uncertaintyKind, Uncertainty),
  registerCell(rfmKind, Rfm),
  registerCell(segmentsKind, Segments),
  registerCell(segmentValueKind, SegmentValue),
  registerCell(tiersKind, Tiers),
  registerCell(movementKind, Movement),
  registerCell(customersKind, Customers),
];
