import { betaGeometricModel } from './beta-geometric-model';

/**
 * MBG/NBD (Batislam, Denizel & Filiztekin 2007, IJRM 24, 201-209; Hoppe & Wagner 2007, Marketing ZFP 29, 75-90): BG/NBD
 * in which a customer may leave after the first order too, so that one-time buyers need not be alive.
 */
export const mbgNbd = betaGeometricModel('mbg-nbd', { k: 1, atFirst: 1 });
