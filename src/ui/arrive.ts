let arrivedBefore = false;

/**
 * Moves the reader to the heading of a screen that has just come up, as a new page would. The first screen of a
 * visit leaves the focus where the browser puts it.
 */
export function arrive(heading: HTMLElement): void {
  if (arrivedBefore) heading.focus();
  arrivedBefore = true;
}
