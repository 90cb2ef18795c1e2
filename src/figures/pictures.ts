import { getContext, setContext } from 'svelte';

/** Makes the drawing that a download holds, or null while there is none. */
export type Picture = () => SVGSVGElement | null;

const key = Symbol('pictures');

/** Collects the pictures of the figures below, in the order in which they stand. */
export function collectPictures(): Set<Picture> {
  return setContext(key, new Set<Picture>());
}

/**
 * Offers a picture to the collection above, if there is one.
 * @returns a function that withdraws it
 */
export function picturesAbove(): (picture: Picture) => () => void {
  const pictures = getContext<Set<Picture> | undefined>(key);
  return (picture) => {
    pictures?.add(picture);
    return () => pictures?.delete(picture);
  };
}
