import { betaGeometricModel } from './beta-geometric-model';

/**
 * BG/NBD (Fader, Hardie & Lee 2005, "Counting Your Customers" the Easy Way, Marketing Science 24, 275-284): orders are a
 * Poisson process, and a customer leaves after each repeat order with the same chance. Who never came back is alive.
 */
export const bgNbd = betaGeometricModel('bg-nbd', { k: 1, atFirst: 0 });
